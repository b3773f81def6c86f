package io.tailrace.agent.settings;

import io.tailrace.parsers.LineJoining;
import io.tailrace.parsers.LinePattern;
import io.tailrace.parsers.Multiline;
import java.util.Optional;

/**
 * Which lines of an input belong together.
 *
 * @param rule the label of a {@link Multiline}, {@link #START} or {@link #CONTINUATION}
 * @param pattern what {@link #START} and {@link #CONTINUATION} look for, which have one; a pattern
 *     in RE2's syntax
 */
public record MultilineSettings(String rule, Optional<String> pattern) {
  /** Every line that the pattern matches begins an event. */
  static final String START = "start";

  /** Every line that the pattern matches belongs to the event above it. */
  static final String CONTINUATION = "continuation";

  public MultilineSettings {
    if (isByPattern(rule) != pattern.isPresent()) {
      throw new IllegalArgumentException("rule " + rule + ", pattern " + pattern);
    }
  }

  /** What one of the presets says. */
  static MultilineSettings preset(String rule) {
    return new MultilineSettings(rule, Optional.empty());
  }

  static boolean isByPattern(String rule) {
    return rule.equals(START) || rule.equals(CONTINUATION);
  }

  /** The same in the words of the readers of lines. */
  public LineJoining joining(int maxLines) {
    LineJoining joining =
        switch (rule) {
          case START -> LineJoining.startingWith(LinePattern.of(pattern.orElseThrow()));
          case CONTINUATION -> LineJoining.continuedBy(LinePattern.of(pattern.orElseThrow()));
          default -> LineJoining.of(Multiline.named(rule));
        };
    return joining.upTo(maxLines);
  }

  /** For people: {@code java}, {@code start ^\\d{4}-}. */
  @Override
  public String toString() {
    return pattern.map(text -> rule + " " + text).orElse(rule);
  }
}
