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
 *
 * <p>Also what the common error types (anyhow, eyre) have below an error and a blank line, in
 * sections:
 *
 * <pre>
 * Error: cannot start
 *
 * Caused by:
 *     0: cannot read the settings
 *     1: No such file or directory (os error 2)
 * </pre>
 */
final class RustTraces extends FramedTraces {
  private static final byte[] THREAD = Ascii.of("thread '");
  private static final byte[] PANICKED = Ascii.of(" panicked at ");
  private static final byte[] HOW_TO_SEE = Ascii.of("note: run with `RUST_BACKTRACE=");
  private static final byte[] OMITTED = Ascii.of("note: Some details are omitted");
  private static final byte[] BACKTRACE = Ascii.of("stack backtrace:");

  private static final byte[] NO_UNWINDING = Ascii.of("thread caused non-unwinding panic");

  private static final byte[][] SECTIONS = {
    Ascii.of("Caused by:"), Ascii.of("Location:"), Ascii.of("Stack backtrace:")
  };
  private static final byte[][] HINTS = {
    Ascii.of("Backtrace omitted"), Ascii.of("Run with RUST_BACKTRACE=")
  };

  /** The line that eyre's titles stand in, in UTF-8: {@code ━}. */
  private static final byte[] TITLE = {(byte) 0xE2, (byte) 0x94, (byte) 0x81};

  /** A thread's name is not longer. */
  private static final int MAX_NAME = 256;

  private boolean messageIsNext;

  /** The trace is of sections, below an error. */
  private boolean inSections;

  @Override
  public String language() {
    return "rust";
  }

  @Override
  public boolean mayBeginWith(byte first, FirstWord word) {
    return switch (first) {
      case 't', 'C', 'S' -> word.isBlank();
      case 'L' -> word == FirstWord.COLON;
      default -> false;
    };
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
    inSections = false;
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
  public Belongs belowBlank(byte[] bytes, int from, int to) {
    inSections = isSection(bytes, from, to);
    if (inSections) {
      messageIsNext = false;
      framesBegin();
    }
    return inSections ? Belongs.YES : Belongs.NO;
  }

  private static boolean isSection(byte[] bytes, int from, int to) {
    for (byte[] section : SECTIONS) {
      if (Ascii.equals(bytes, from, to, section)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isHint(byte[] bytes, int from, int to) {
    for (byte[] hint : HINTS) {
      if (Ascii.startsWith(bytes, from, to, hint)) {
        return true;
      }
    }
    return false;
  }

  @Override
  boolean isPart(byte[] bytes, int from, int to) {
    return inSections ? isHint(bytes, from, to) : Ascii.startsWith(bytes, from, to, NO_UNWINDING);
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
    return inSections || (!isFramed() && !messageIsNext);
  }

  @Override
  Belongs resumes(byte[] bytes, int from, int to) {
    return inSections ? goOn(bytes, from, to) : super.resumes(bytes, from, to);
  }

  private static Belongs goOn(byte[] bytes, int from, int to) {
    boolean title = Ascii.startsWith(bytes, Ascii.afterBlanks(bytes, from, to), to, TITLE);
    return title || isSection(bytes, from, to) || isHint(bytes, from, to)
        ? Belongs.YES
        : Belongs.NO;
  }
}
