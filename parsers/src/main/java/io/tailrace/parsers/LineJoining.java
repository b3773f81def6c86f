package io.tailrace.parsers;

import java.util.function.Supplier;

/** Which lines are joined to one event, and how many at most. Immutable; shared by readers. */
public final class LineJoining {
  /** More lines than this are seldom one event. */
  public static final int USUAL_MAX_LINES = 1_000;

  private final Supplier<ContinuationRule> rules;
  private final int maxLines;

  private LineJoining(Supplier<ContinuationRule> rules, int maxLines) {
    if (maxLines < 1) {
      throw new IllegalArgumentException("maxLines is " + maxLines);
    }
    this.rules = rules;
    this.maxLines = maxLines;
  }

  /** As one of the presets says. */
  public static LineJoining of(Multiline preset) {
    return new LineJoining(preset::newRule, USUAL_MAX_LINES);
  }

  /** Every line that the pattern is found in begins an event; all others are joined to it. */
  public static LineJoining startingWith(LinePattern pattern) {
    return new LineJoining(() -> new PatternRule(pattern, false), USUAL_MAX_LINES);
  }

  /** Every line that the pattern is found in is joined to the one above it. */
  public static LineJoining continuedBy(LinePattern pattern) {
    return new LineJoining(() -> new PatternRule(pattern, true), USUAL_MAX_LINES);
  }

  /** The same with another bound: a further line begins another event. */
  public LineJoining upTo(int maxLines) {
    return new LineJoining(rules, maxLines);
  }

  /** How many lines an event has at most. */
  public int maxLines() {
    return maxLines;
  }

  ContinuationRule newRule() {
    return rules.get();
  }
}
