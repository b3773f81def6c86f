package io.tailrace.parsers;

/**
 * Traces of a message and then frames, as most languages write them.
 *
 * <p>A message may have several lines, which look like anything. They belong to the trace if a
 * frame follows, so until then they are doubtful, and so is what is indented below them; what looks
 * like a logger's line ends the trace. Below the first frame nothing belongs to it but frames, what
 * is indented, and what the language says is a part.
 */
abstract class FramedTraces implements Traces {
  private boolean framed;
  private boolean doubtful;
  private boolean paused;

  /** Whether a trace begins with this line, wherever it stands. */
  abstract boolean opens(byte[] bytes, int from, int to);

  /** Whether the line is what tells a trace from other text. */
  abstract boolean isFrame(byte[] bytes, int from, int to);

  /** Whether another message begins with this line: that of a cause. */
  boolean isCause(byte[] bytes, int from, int to) {
    return false;
  }

  /** Whether the line, though not indented and no frame, is certainly a part of the trace. */
  boolean isPart(byte[] bytes, int from, int to) {
    return false;
  }

  /**
   * Whether the trace goes on with this line, below a blank one: a message may have paragraphs,
   * which are some if a frame follows.
   */
  Belongs resumes(byte[] bytes, int from, int to) {
    if (isFrame(bytes, from, to) || isPart(bytes, from, to)) {
      return Belongs.YES;
    }
    return framed || isNotOfAMessage(bytes, from, to) ? Belongs.NO : Belongs.PERHAPS;
  }

  @Override
  public boolean begins(byte[] bytes, int from, int to) {
    if (!opens(bytes, from, to)) {
      return false;
    }
    messageBegins();
    return true;
  }

  @Override
  public Belongs joins(byte[] bytes, int from, int to) {
    Belongs belongs = paused ? belowGap(bytes, from, to) : goesOn(bytes, from, to);
    if (belongs != Belongs.NO) {
      doubtful = belongs == Belongs.PERHAPS;
    }
    return belongs;
  }

  private Belongs belowGap(byte[] bytes, int from, int to) {
    paused = false;
    Belongs belongs = resumes(bytes, from, to);
    if (belongs == Belongs.YES) {
      notice(bytes, from, to);
    }
    return belongs;
  }

  /** Whether the line is a cause or a frame, which says what may be below it. */
  private boolean notice(byte[] bytes, int from, int to) {
    boolean cause = isCause(bytes, from, to);
    if (cause || isFrame(bytes, from, to)) {
      framed = !cause;
      return true;
    }
    return false;
  }

  @Override
  public final boolean mayPause() {
    paused = mayHaveBlankLines();
    return paused;
  }

  /** Whether a blank line may be in the trace here. */
  boolean mayHaveBlankLines() {
    return !framed;
  }

  private Belongs goesOn(byte[] bytes, int from, int to) {
    if (notice(bytes, from, to) || isPart(bytes, from, to)) {
      return Belongs.YES;
    }
    if (Ascii.isIndented(bytes, from)) {
      return doubtful ? Belongs.PERHAPS : Belongs.YES;
    }
    return framed || isNotOfAMessage(bytes, from, to) ? Belongs.NO : Belongs.PERHAPS;
  }

  /** Whether the line begins something else, or was written by a logger. */
  boolean isNotOfAMessage(byte[] bytes, int from, int to) {
    return opens(bytes, from, to) || LogLines.areBegunBy(bytes, from, to);
  }

  /** A message begins, and no frame of it was seen. */
  final void messageBegins() {
    framed = false;
    doubtful = false;
    paused = false;
  }

  /** A trace begins below text, with its message, which is one only if a frame follows. */
  final Belongs messagePerhaps() {
    messageBegins();
    doubtful = true;
    return Belongs.PERHAPS;
  }

  /** A trace begins below text, with its frames. */
  final Belongs framesBegin() {
    messageBegins();
    framed = true;
    return Belongs.YES;
  }

  /** Whether a frame was seen since the last message. */
  final boolean isFramed() {
    return framed;
  }

  /** Whether the line is indented and {@code at} begins it. */
  static boolean isIndentedAt(byte[] bytes, int from, int to) {
    int i = Ascii.afterBlanks(bytes, from, to);
    return i > from && Ascii.startsWith(bytes, i, to, AT);
  }

  private static final byte[] AT = Ascii.of("at ");
}
