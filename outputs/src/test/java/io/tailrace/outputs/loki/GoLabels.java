package io.tailrace.outputs.loki;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads a label set as strictly as Loki does: {@code {a="b", c="d\n"}}, each name once, values in
 * Go's double quotes, in which no control character stands unescaped.
 */
final class GoLabels {
  private final String text;
  private int at;

  private GoLabels(String text) {
    this.text = text;
  }

  /**
   * @throws IllegalArgumentException when Loki would not read it
   */
  static SortedMap<String, String> parse(String text) {
    var labels = new TreeMap<String, String>();
    var reader = new GoLabels(text);
    reader.expect('{');
    while (!reader.skip('}')) {
      if (!labels.isEmpty()) {
        reader.expect(',');
        reader.skip(' ');
      }
      String name = reader.name();
      reader.expect('=');
      if (labels.put(name, reader.value()) != null) {
        throw new IllegalArgumentException("duplicate label name: " + name);
      }
    }
    if (reader.at != text.length()) {
      throw reader.unexpected();
    }
    return labels;
  }

  private String name() {
    int from = at;
    while (at < text.length() && Character.toString(text.charAt(at)).matches("[a-zA-Z0-9_]")) {
      at++;
    }
    String name = text.substring(from, at);
    if (!name.matches("[a-zA-Z_][a-zA-Z0-9_]*")) {
      throw unexpected();
    }
    return name;
  }

  private String value() {
    expect('"');
    var value = new StringBuilder();
    while (!skip('"')) {
      char c = next();
      if (c < ' ' || c == '\u007F' || c == '\uFEFF') {
        throw unexpected();
      }
      value.append(c == '\\' ? escaped() : c);
    }
    return value.toString();
  }

  private char escaped() {
    char c = next();
    return switch (c) {
      case '"', '\\' -> c;
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> (char) Integer.parseInt("" + next() + next() + next() + next(), 16);
      default -> throw unexpected();
    };
  }

  private char next() {
    if (at == text.length()) {
      throw unexpected();
    }
    return text.charAt(at++);
  }

  private boolean skip(char c) {
    boolean there = at < text.length() && text.charAt(at) == c;
    at += there ? 1 : 0;
    return there;
  }

  private void expect(char c) {
    if (!skip(c)) {
      throw unexpected();
    }
  }

  private IllegalArgumentException unexpected() {
    return new IllegalArgumentException("parse error at col " + at + " of " + text);
  }
}
