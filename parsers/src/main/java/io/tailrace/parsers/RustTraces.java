package io.tailrace.parsers;

/**
 * What Rust writes of a panic:
 *
 * <pre>
 * thread 'main' panicked at src/main.rs:4:5:
 * index out of bounds: the len is 3 but the index is 99
 * stack backtrace:
 *    0: rust_begin_unwind
 *              at /rustc/90b35a6/library/std/src/panicking.rs:645:5
 * note: Some details are omitted, run with `RUST_BACKTRACE=full` for a verbose backtrace.
 * </pre>
 *
 * <p>Before Rust 1.73 the message stood in the first line. One line below a first line that ends
 * with a colon is the message for certain; more of it is, if the note or the frames follow.
 */
final class RustTraces extends FramedTraces {
  private static final byte[] THREAD = Ascii.of("thread '");
  private static final byte[] PANICKED = Ascii.of(" panicked at ");
  private static final byte[] HOW_TO_SEE = Ascii.of("note: run with `RUST_BACKTRACE=");
  private static final byte[] OMITTED = Ascii.of("note: Some details are omitted");
  private static final byte[] BACKTRACE = Ascii.of("stack backtrace:");

  /** A thread's name is not longer. */
  private static final int MAX_NAME = 256;

  private boolean messageIsNext;

  @Override
  public String language() {
    return "rust";
  }

  @Override
  public boolean mayBeginWith(byte first, FirstWord word) {
    return first == 't' && word == FirstWord.BLANK;
  }

  @Override
  boolean opens(byte[] bytes, int from, int to) {
    if (!Ascii.startsWith(bytes, from, to, THREAD)) {
      return false;
    }
    int most = Math.min(to, from + MAX_NAME);
    for (int i = from + THREAD.length; i < most; i++) {
      if (bytes[i] == ' ' && Ascii.startsWith(bytes, i, to, PANICKED)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean begins(byte[] bytes, int from, int to) {
    messageIsNext = bytes[to - 1] == ':';
    return super.begins(bytes, from, to);
  }

  /** A panic is no part of what was logged before it. */
  @Override
  public boolean isAlwaysFirst(byte[] bytes, int from, int to) {
    return opens(bytes, from, to);
  }

  @Override
  public Belongs below(byte[] bytes, int from, int to) {
    return Belongs.NO;
  }

  @Override
  public Belongs joins(byte[] bytes, int from, int to) {
    boolean message = messageIsNext && !opens(bytes, from, to);
    messageIsNext = false;
    return message ? Belongs.YES : super.joins(bytes, from, to);
  }

  @Override
  boolean isFrame(byte[] bytes, int from, int to) {
    return Ascii.startsWith(bytes, from, to, HOW_TO_SEE)
        || Ascii.startsWith(bytes, from, to, OMITTED)
        || Ascii.equals(bytes, from, to, BACKTRACE);
  }

  @Override
  boolean mayHaveBlankLines() {
    return !isFramed() && !messageIsNext;
  }

  @Override
  Belongs resumes(byte[] bytes, int from, int to) {
    if (isFrame(bytes, from, to)) {
      return Belongs.YES;
    }
    boolean other = opens(bytes, from, to) || LogLines.areBegunBy(bytes, from, to);
    return other ? Belongs.NO : Belongs.PERHAPS;
  }
}
