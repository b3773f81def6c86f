package io.tailrace.parsers.transform;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tailrace.parsers.LevelAndTime;
import io.tailrace.parsers.LogRecord;
import io.tailrace.parsers.Severity;
import io.tailrace.parsers.ValueKind;
import io.tailrace.parsers.transform.StepText.Token;
import io.tailrace.parsers.transform.Template.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads a value with references, {@code "${host}:${port}"}. In single quotes there are none. */
final class TemplateReader {
  private static final String OPEN = "${";

  private final StepText text;
  private final NameReader names;

  TemplateReader(StepText text, NameReader names) {
    this.text = text;
    this.names = names;
  }

  /**
   * Reads the value for a name.
   *
   * @throws BadTransform also if it could never be that: a level that there is not
   */
  List<Part> read(FieldName name) throws BadTransform {
    Token token = text.value("a value");
    List<Part> parts =
        token.isQuoted() && token.quote() != '"'
            ? List.of(new Part(token.text(), null))
            : parts(token);
    if (parts.isEmpty()) {
      parts = List.of(new Part("", null));
    }
    if (parts.stream().allMatch(part -> part.name() == null)) {
      check(name, token);
    }
    return parts;
  }

  private List<Part> parts(Token token) throws BadTransform {
    String value = token.text();
    List<Part> parts = new ArrayList<>();
    int from = 0;
    while (from < value.length()) {
      int open = value.indexOf(OPEN, from);
      int end = open < 0 ? value.length() : open;
      if (end > from) {
        parts.add(new Part(value.substring(from, end), null));
      }
      if (open < 0) {
        break;
      }
      int close = value.indexOf('}', open);
      if (close < 0) {
        throw text.problem(token.at(), "the ${ in %s is never closed by }.".formatted(value));
      }
      String name = value.substring(open + OPEN.length(), close).strip();
      parts.add(new Part(null, names.value(new Token(token.at(), name, (char) 0))));
      from = close + 1;
    }
    return parts;
  }

  private void check(FieldName name, Token token) throws BadTransform {
    byte[] value = token.text().getBytes(UTF_8);
    LevelAndTime reading = new LevelAndTime();
    if (name.role() == FieldName.Role.LEVEL
        && reading.level(value, 0, value.length, ValueKind.TEXT) == Severity.UNKNOWN) {
      List<String> labels =
          Arrays.stream(Severity.values())
              .filter(severity -> severity != Severity.UNKNOWN)
              .map(Severity::label)
              .toList();
      throw text.problem(
          token.at(),
          "there is no level %s, only %s.".formatted(token.text(), String.join(", ", labels)),
          token.text(),
          labels);
    }
    if (name.role() == FieldName.Role.TIME
        && reading.time(value, 0, value.length, ValueKind.TEXT) == LogRecord.NO_TIME) {
      throw text.problem(
          token.at(), "%s is no time such as 2026-01-31T12:00:00Z.".formatted(token.text()));
    }
  }
}
