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
  private final PemBlocks pem = new PemBlocks();

  private @Nullable Traces trace;

  /** Whose trace was the last line that joined the event for certain; null for what is indented. */
  private @Nullable Traces joiner;

  private boolean doubtful;

  /** The line above is blank, and all above it belongs to the event for certain. */
  private boolean belowBlank;

  /** The event's first line says of what java.util.logging writes below it. */
  private boolean header;

  private boolean belowHeader;

  /** The event's first line opens a bracket that it does not close. */
  private boolean open;

  /** Something indented is below that line. */
  private boolean filled;

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
        new PhpTraces(),
        new NodeTraces(),
        new JavaTraces(),
        new PythonTraces(),
        new RustTraces(),
        new DartTraces(),
        new FlutterReports(),
        new RubyTraces(),
        new GoTraces(),
        new GoRaces(),
        new SpringReports());
  }

  private Traces[] whoMayKnow(byte[] bytes, int from, int to) {
    int word = FirstWord.of(bytes, from, to).ordinal();
    return byBeginning[(bytes[from] & 0xFF) * WORDS.length + word];
  }

  @Override
  public boolean begin(byte[] bytes, int from, int to) {
    doubtful = false;
    belowBlank = false;
    trace = null;
    joiner = null;
    header = false;
    belowHeader = false;
    if (bytes[from] == Colours.ESCAPE || bytes[to - 1] == Colours.END) {
      beginCoated(bytes, from, to);
    } else {
      beginText(bytes, from, to);
    }
    return true;
  }

  /** What stands between colours is looked at as if it had none. */
  private void beginCoated(byte[] bytes, int from, int to) {
    int text = Colours.after(bytes, from, to);
    int end = Colours.before(bytes, text, to);
    if (text < end) {
      beginText(bytes, text, end);
    }
  }

  private void beginText(byte[] bytes, int from, int to) {
    header = java && JulHeader.timeEnd(bytes, from, to) != Scan.NONE;
    open = Brackets.isOpenedBy(bytes[to - 1]);
    filled = false;
    for (Traces language : whoMayKnow(bytes, from, to)) {
      if (language.begins(bytes, from, to)) {
        trace = language;
        return;
      }
    }
    // A logger's line, whatever it begins with.
    byte last = bytes[to - 1];
    if (last == ':' && python != null && python.begins(bytes, from, to)) {
      trace = python;
    } else if (last == '-' && pem.begins(bytes, from, to)) {
      trace = pem;
    }
  }

  @Override
  public Belongs joins(byte[] bytes, int from, int to) {
    Belongs belongs =
        bytes[from] == Colours.ESCAPE || bytes[to - 1] == Colours.END
            ? coatedJoins(bytes, from, to)
            : textJoins(bytes, from, to);
    belowBlank = false;
    doubtful = belongs == Belongs.PERHAPS;
    if (belongs == Belongs.YES) {
      joiner = trace;
    }
    return belongs;
  }

  /** A line that begins with a colour is a logger's, if it is not certainly of the trace. */
  private Belongs coatedJoins(byte[] bytes, int from, int to) {
    int text = Colours.after(bytes, from, to);
    int end = Colours.before(bytes, text, to);
    if (text >= end) {
      return Belongs.NO;
    }
    Belongs belongs = textJoins(bytes, text, end);
    return text > from && belongs == Belongs.PERHAPS ? Belongs.NO : belongs;
  }

  private Belongs textJoins(byte[] bytes, int from, int to) {
    if (header) {
      header = false;
      if (JulHeader.levelEnd(bytes, from, to) != Scan.NONE) {
        belowHeader = true;
        return Belongs.YES;
      }
    }
    Traces known = trace;
    return known == null ? joinsText(bytes, from, to) : joinsTrace(known, bytes, from, to);
  }

  @Override
  public String joinedBy() {
    if (joiner != null) {
      return joiner.language() + " trace";
    }
    return belowHeader ? "java.util.logging" : "indentation";
  }

  @Override
  public Belongs blank(byte[] bytes, int from, int to) {
    if (trace == null ? doubtful : !trace.mayPause()) {
      return Belongs.NO;
    }
    belowBlank = !doubtful;
    doubtful = true;
    return Belongs.PERHAPS;
  }

  /** What is indented belongs to the text above it, whether it is of a trace or not. */
  private Belongs joinsText(byte[] bytes, int from, int to) {
    if (belowBlank) {
      return joinsBelowBlank(bytes, from, to);
    }
    for (Traces language : whoMayKnow(bytes, from, to)) {
      Belongs belongs = language.below(bytes, from, to);
      if (belongs != Belongs.NO) {
        trace = language;
        return belongs;
      }
    }
    if (Ascii.isIndented(bytes, from)) {
      filled = true;
      return Belongs.YES;
    }
    boolean closes = open && filled && Brackets.areClosedBy(bytes, from, to);
    open &= !closes;
    return closes ? Belongs.YES : Belongs.NO;
  }

  private Belongs joinsBelowBlank(byte[] bytes, int from, int to) {
    for (Traces language : whoMayKnow(bytes, from, to)) {
      Belongs belongs = language.belowBlank(bytes, from, to);
      if (belongs != Belongs.NO) {
        trace = language;
        return belongs;
      }
    }
    return Belongs.NO;
  }

  private Belongs joinsTrace(Traces known, byte[] bytes, int from, int to) {
    boolean sure = !doubtful || belowBlank;
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
      if (!language.equals(known) && isBegunBelow(language, bytes, from, to)) {
        return language;
      }
    }
    return null;
  }

  private boolean isBegunBelow(Traces language, byte[] bytes, int from, int to) {
    return belowBlank
        ? language.belowBlank(bytes, from, to) == Belongs.YES
        : language.below(bytes, from, to) == Belongs.YES;
  }
}
