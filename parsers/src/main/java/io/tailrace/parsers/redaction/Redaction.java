package io.tailrace.parsers.redaction;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is to be redacted, and how. Immutable; {@link #newRedactor} does it.
 *
 * @param rules the built-in rules that apply
 * @param patterns the user's own, by name: regular expressions of RE2, which take linear time. What
 *     a whole match is, or its first group if there is one, is redacted
 * @param key of the hashes; not used for another style
 */
public record Redaction(
    Set<RedactionRule> rules, Map<String, String> patterns, RedactionStyle style, String key) {
  /** Nothing is redacted. */
  public static final Redaction NONE = new Redaction(Set.of(), Map.of(), RedactionStyle.MASK, "");

  public Redaction {
    rules = Set.copyOf(rules);
    patterns = Collections.unmodifiableMap(new LinkedHashMap<>(patterns));
    patterns.values().forEach(Redaction::compile);
    if (style == RedactionStyle.HASH && key.isEmpty()) {
      throw new IllegalArgumentException("hashes without a key");
    }
  }

  /** Whether there is nothing to do. */
  public boolean isNothing() {
    return rules.isEmpty() && patterns.isEmpty();
  }

  /** For one thread. */
  public Redactor newRedactor() {
    return new Redactor(this);
  }

  /** The names of all that is looked for: rules in their own order, then patterns. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    for (RedactionRule rule : RedactionRule.values()) {
      names.add(rule.label());
    }
    names.addAll(patterns.keySet());
    return names;
  }

  /**
   * A user's pattern.
   *
   * @throws IllegalArgumentException when it is none, or matches the empty text; the message is a
   *     sentence
   */
  public static Pattern compile(String pattern) {
    Pattern compiled;
    try {
      compiled = Pattern.compile(pattern);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "%s: %s.".formatted(e.getDescription(), e.getPattern()), e);
    }
    if (compiled.matches("")) {
      throw new IllegalArgumentException("It matches the empty text.");
    }
    return compiled;
  }

  /** Says nothing of the key. */
  @Override
  public String toString() {
    return "Redaction[" + rules + ", " + patterns + ", " + style + "]";
  }
}
