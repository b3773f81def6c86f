package io.tailrace.parsers;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Joins to a line the trace that is below it, in any of some languages, and whatever is indented.
 *
 * <p>Most lines can neither begin a trace nor belong to one, and show it by their first byte and
 * where their first word ends. The first language that knows an event's first line, or one below
 * it, for its own, says what else belongs to it; as long as it is not sure, another language's
 * trace may begin instead.
 */
final class TraceRule implements ContinuationRule {
  private static final FirstWord[] WORDS = FirstWord.values();
  private static final Traces[] NOBODY = {};

  /** By a line's first byte and word, those that may have something to say about it. */
  private final Traces[][] byBeginning = new Traces[256 * WORDS.length][];

  private final @Nullable PythonTraces python;
  private final boolean java;

  private @Nullable Traces trace;

  /** Whose trace was the last line that joined the event for certain; null for what is indented. */
  private @Nullable Traces joiner;

  private boolean doubtful;

  TraceRule(Traces... languages) {
    for (int i = 0; i < byBeginning.length; i++) {
      byBeginning[i] = some(languages, (byte) (i / WORDS.length), WORDS[i % WORDS.length]);
    }
    List<Traces> all = List.of(languages);
    python = first(all, PythonTraces.class);
    java = first(all, JavaTraces.class) != null;
  }

  /** Without a stream: a thousand of them are 15 ms of the agent's start. */
  private static Traces[] some(Traces[] languages, byte first, FirstWord word) {
    Traces[] some = new Traces[languages.length];
    int count = 0;
    for (Traces language : languages) {
      if (language.mayBeginWith(first, word)) {
        some[count++] = language;
      }
    }
    return count == 0 ? NOBODY : Arrays.copyOf(some, count);
  }

  private static <T extends Traces> @Nullable T first(List<Traces> all, Class<T> type) {
    return all.stream().filter(type::isInstance).map(type::cast).findFirst().orElse(null);
  }

  /** For files of any language. */
  static TraceRule ofAll() {
    return new TraceRule(
        new DotnetTraces(true),
        new NodeTraces(),
        new JavaTraces(),
        new PythonTraces(),
        new RustTraces(),
        new DartTraces(),
        new PhpTraces(),
        new RubyTraces(),
        new GoTraces());
  }

  private Traces[] whoMayKnow(byte[] bytes, int from, int to) {
    int word = FirstWord.of(bytes, from, to).ordinal();
    return byBeginning[(bytes[from] & 0xFF) * WORDS.length + word];
  }

  @Override
  public boolean begin(byte[] bytes, int from, int to) {
    doubtful = false;
    trace = null;
    joiner = null;
    for (Traces language : whoMayKnow(bytes, from, to)) {
      if (language.begins(bytes, from, to)) {
        trace = language;
        return true;
      }
    }
    // A logger's line, whatever it begins with.
    if (bytes[to - 1] == ':' && python != null && python.begins(bytes, from, to)) {
      trace = python;
    }
    return true;
  }

  @Override
  public Belongs joins(byte[] bytes, int from, int to) {
    Traces known = trace;
    Belongs belongs =
        known == null ? joinsText(bytes, from, to) : joinsTrace(known, bytes, from, to);
    doubtful = belongs == Belongs.PERHAPS;
    if (belongs == Belongs.YES) {
      joiner = trace;
    }
    return belongs;
  }

  @Override
  public String joinedBy() {
    return joiner == null ? "indentation" : joiner.language() + " trace";
  }

  @Override
  public Belongs blank(byte[] bytes, int from, int to) {
    if (trace == null || !trace.mayPause()) {
      return Belongs.NO;
    }
    doubtful = true;
    return Belongs.PERHAPS;
  }

  /** What is indented belongs to the text above it, whether it is of a trace or not. */
  private Belongs joinsText(byte[] bytes, int from, int to) {
    for (Traces language : whoMayKnow(bytes, from, to)) {
      Belongs belongs = language.below(bytes, from, to);
      if (belongs != Belongs.NO) {
        trace = language;
        return belongs;
      }
    }
    return Ascii.isIndented(bytes, from) ? Belongs.YES : Belongs.NO;
  }

  private Belongs joinsTrace(Traces known, byte[] bytes, int from, int to) {
    boolean sure = !doubtful;
    Belongs belongs = known.joins(bytes, from, to);
    if (belongs == Belongs.YES || (java && JavaTraces.isUnmistakable(bytes, from, to))) {
      return Belongs.YES;
    }
    if (belongs == Belongs.NO || isAlwaysFirst(bytes, from, to)) {
      return Belongs.NO;
    }
    Traces other = begunBelow(known, bytes, from, to);
    if (other == null) {
      return belongs;
    }
    // No further line of a message. It belongs to what is right above it.
    trace = other;
    return sure ? Belongs.YES : Belongs.NO;
  }

  private boolean isAlwaysFirst(byte[] bytes, int from, int to) {
    for (Traces language : whoMayKnow(bytes, from, to)) {
      if (language.isAlwaysFirst(bytes, from, to)) {
        return true;
      }
    }
    return false;
  }

  /** The language other than the known one that certainly has a trace begin here. */
  private @Nullable Traces begunBelow(Traces known, byte[] bytes, int from, int to) {
    for (Traces language : whoMayKnow(bytes, from, to)) {
      if (!language.equals(known) && language.below(bytes, from, to) == Belongs.YES) {
        return language;
      }
    }
    return null;
  }
}
