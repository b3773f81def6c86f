package io.tailrace.parsers;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Which lines are joined to one event. */
public enum Multiline {
  /** What every language in use here needs; at present that is {@link #JAVA}. */
  AUTO,
  /** Stack traces of the Java virtual machine, and whatever is indented. */
  JAVA,
  /** Every line is an event. */
  NONE;

  /**
   * Looks one up by the name that settings use.
   *
   * @throws IllegalArgumentException if there is none; its message lists those there are
   */
  public static Multiline named(String name) {
    return Arrays.stream(values())
        .filter(multiline -> multiline.label().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("not one of " + labels() + ": " + name));
  }

  /** The name that settings use. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  ContinuationRule newRule() {
    return switch (this) {
      case AUTO, JAVA -> new JavaTraces();
      case NONE -> new EveryLineAlone();
    };
  }

  private static String labels() {
    return Arrays.stream(values()).map(Multiline::label).collect(Collectors.joining(", "));
  }

  private static final class EveryLineAlone implements ContinuationRule {
    @Override
    public boolean begin(byte[] bytes, int from, int to) {
      return false;
    }

    @Override
    public boolean joins(byte[] bytes, int from, int to) {
      return false;
    }
  }
}
