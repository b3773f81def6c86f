package io.tailrace.parsers.redaction;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Redacts texts for tests. */
final class Redacting {
  static final Set<RedactionRule> ALL = EnumSet.allOf(RedactionRule.class);
  static final String KEY = "a key of a test";

  private Redacting() {}

  static Redactor redactor(RedactionStyle style) {
    return new Redaction(ALL, Map.of(), style, KEY).newRedactor();
  }

  static Redactor only(RedactionRule rule) {
    return new Redaction(Set.of(rule), Map.of(), RedactionStyle.MASK, "").newRedactor();
  }

  static Redactor patterns(Map<String, String> patterns) {
    return new Redaction(Set.of(), patterns, RedactionStyle.MASK, "").newRedactor();
  }

  static String masked(String text) {
    return redacted(redactor(RedactionStyle.MASK), text);
  }

  /** The text surrounded by what must not be looked at. */
  static String redacted(Redactor redactor, String text) {
    byte[] inside = text.getBytes(UTF_8);
    byte[] bytes = ("9.9.9." + text + "9@x.org").getBytes(UTF_8);
    byte[] before = bytes.clone();
    int to = 6 + inside.length;
    boolean changed = redactor.redact(bytes, 6, to);
    if (!Arrays.equals(bytes, before)) {
      throw new IllegalStateException("the text itself was changed: " + text);
    }
    return changed ? new String(redactor.bytes(), 0, redactor.length(), UTF_8) : text;
  }
}
