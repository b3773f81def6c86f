package io.tailrace.parsers;

/**
 * What Go writes of a panic, of goroutines, and what its loggers write of where an error was:
 *
 * <pre>
 * panic: runtime error: index out of range [5] with length 3
 *
 * goroutine 1 [running]:
 * main.main()
 *         /app/main.go:12 +0x1d
 *
 * goroutine 18 [chan receive]:
 * main.work(0xc000012345)
 *         /app/work.go:7 +0x2a
 * created by main.main in goroutine 1
 *         /app/main.go:9 +0x66
 * exit status 2
 * </pre>
 *
 * <p>A function's line belongs to the trace if its file's line follows; below a blank line go on
 * only another goroutine and the registers.
 */
final class GoTraces implements Traces {
  private static final byte[] GOROUTINE = Ascii.of("goroutine ");
  private static final byte[] END_OF_GOROUTINE = Ascii.of("]:");
  private static final byte[] RUNTIME_STACK = Ascii.of("runtime stack:");
  private static final byte[] SIGNAL = Ascii.of("[signal ");

  /** What {@code go run} says of every panic. */
  private static final byte[] EXIT_STATUS = Ascii.of("exit status 2");

  private static final byte[] CREATED_BY = Ascii.of("created by ");
  private static final byte[] ELIDED = Ascii.of("frames elided...");
  private static final byte[] SOURCE = Ascii.of(".go");
  private static final byte[] PLACE = Ascii.of(" (0x");
  private static final byte[] REGISTER = Ascii.of(" 0x");
  private static final byte[] PANIC = Ascii.of("panic");
  private static final byte[][] BEGINNINGS = {
    Ascii.of("panic: "),
    Ascii.of("fatal error: "),
    Ascii.of("runtime: "),
    Ascii.of("unexpected fault address "),
    Ascii.of("SIGQUIT: "),
    Ascii.of("SIGSEGV: "),
    Ascii.of("SIGABRT: "),
    Ascii.of("SIGBUS: ")
  };

  /** A function's name is not longer, with its package's path. */
  private static final int MAX_NAME = 1024;

  /** The goroutines' frames have begun; before them is the message. */
  private boolean inFrames;

  /** The line above names a function: only its file makes it one. */
  private boolean fileIsNext;

  private boolean doubtful;
  private boolean paused;

  @Override
  public String language() {
    return "go";
  }

  @Override
  public boolean mayBeginWith(byte first, FirstWord word) {
    return switch (word) {
      case DOT, PATH, PARENTHESIS -> true;
      case COLON -> first == 'p' || first == 'r' || first == 'S';
      case BLANK -> first == 'g' || first == 'f' || first == 'r' || first == 'u';
      case OTHER -> first == '/';
      case ERROR_AND_BLANK, LINE_END -> false;
    };
  }

  @Override
  public boolean begins(byte[] bytes, int from, int to) {
    boolean goroutine = isGoroutine(bytes, from, to);
    if (!goroutine && !isBeginning(bytes, from, to)) {
      return false;
    }
    reset(goroutine, false);
    return true;
  }

  @Override
  public Belongs below(byte[] bytes, int from, int to) {
    if (isGoroutine(bytes, from, to)) {
      reset(true, false);
      return Belongs.YES;
    }
    if (isPlace(bytes, from, to)) {
      reset(true, false);
      return Belongs.YES;
    }
    if (isFunction(bytes, from, to)) {
      reset(true, true);
      return Belongs.PERHAPS;
    }
    return Belongs.NO;
  }

  private void reset(boolean inFrames, boolean fileIsNext) {
    this.inFrames = inFrames;
    this.fileIsNext = fileIsNext;
    doubtful = fileIsNext;
    paused = false;
  }

  @Override
  public boolean mayPause() {
    paused = !fileIsNext;
    return paused;
  }

  @Override
  public Belongs joins(byte[] bytes, int from, int to) {
    Belongs belongs = goesOn(bytes, from, to);
    paused = false;
    if (belongs != Belongs.NO) {
      doubtful = belongs == Belongs.PERHAPS;
    }
    return belongs;
  }

  private Belongs goesOn(byte[] bytes, int from, int to) {
    if (fileIsNext) {
      fileIsNext = false;
      return isFile(bytes, from, to) ? Belongs.YES : Belongs.NO;
    }
    if (isGoroutine(bytes, from, to)) {
      inFrames = true;
      return Belongs.YES;
    }
    if (isPart(bytes, from, to)) {
      return Belongs.YES;
    }
    if (paused) {
      return Belongs.NO;
    }
    if (Ascii.isIndented(bytes, from)) {
      return doubtful ? Belongs.PERHAPS : Belongs.YES;
    }
    return inFrames ? function(bytes, from, to) : message(bytes, from, to);
  }

  private Belongs function(byte[] bytes, int from, int to) {
    fileIsNext = isFunction(bytes, from, to) || Ascii.startsWith(bytes, from, to, CREATED_BY);
    return fileIsNext ? Belongs.PERHAPS : Belongs.NO;
  }

  /** What may be a further line of the message is, if a goroutine follows. */
  private static Belongs message(byte[] bytes, int from, int to) {
    boolean other =
        Ascii.startsWith(bytes, from, to, BEGINNINGS[0])
            || (bytes[from] == 'S' && isBeginning(bytes, from, to))
            || LogLines.areBegunBy(bytes, from, to);
    return other ? Belongs.NO : Belongs.PERHAPS;
  }

  private boolean isPart(byte[] bytes, int from, int to) {
    if (Ascii.startsWith(bytes, from, to, SIGNAL)) {
      return true;
    }
    return inFrames
        && (Ascii.equals(bytes, from, to, EXIT_STATUS)
            || isPlace(bytes, from, to)
            || (bytes[from] == '.' && Ascii.endsWith(bytes, from, to, ELIDED))
            || isRegister(bytes, from, to));
  }

  private static boolean isBeginning(byte[] bytes, int from, int to) {
    for (byte[] beginning : BEGINNINGS) {
      if (Ascii.startsWith(bytes, from, to, beginning)) {
        return true;
      }
    }
    return false;
  }

  /** {@code goroutine 18 [chan receive, 2 minutes]:}, or the stack of the runtime itself. */
  private static boolean isGoroutine(byte[] bytes, int from, int to) {
    if (Ascii.equals(bytes, from, to, RUNTIME_STACK)) {
      return true;
    }
    if (!Ascii.startsWith(bytes, from, to, GOROUTINE)) {
      return false;
    }
    int number = from + GOROUTINE.length;
    int i = Ascii.afterDigits(bytes, number, to);
    return i > number
        && i < to
        && bytes[i] == ' '
        && Ascii.endsWith(bytes, from, to, END_OF_GOROUTINE);
  }

  /** {@code main.(*Shop).Order(0xc000, {0x1, 0x2})}, or the same without arguments. */
  private static boolean isFunction(byte[] bytes, int from, int to) {
    int most = Math.min(to, from + MAX_NAME);
    boolean dot = false;
    int i = from;
    while (i < most && bytes[i] > ' ' && bytes[i] != '(' && bytes[i] != ':' && bytes[i] != '=') {
      dot |= bytes[i] == '.';
      i++;
    }
    if (i == most) {
      return dot && i == to && bytes[to - 1] != '.';
    }
    boolean panic = Ascii.equals(bytes, from, i, PANIC);
    return (dot || panic) && bytes[i] == '(' && isArguments(bytes, i, to);
  }

  /** They end the line; a method's receiver is followed by its name. */
  private static boolean isArguments(byte[] bytes, int from, int to) {
    return bytes[to - 1] == ')' || (from + 1 < to && bytes[from + 1] == '*');
  }

  /** {@code /app/main.go:12 +0x1d}, below a tab. */
  private static boolean isFile(byte[] bytes, int from, int to) {
    if (bytes[from] != '\t') {
      return false;
    }
    for (int i = from + 1; i < to - 1; i++) {
      if (bytes[i] == ':' && Ascii.isDigit(bytes[i + 1])) {
        return true;
      }
    }
    return false;
  }

  /** {@code /app/main.go:12 (0x6e3f)}, as those write it that recover: the function is below. */
  private static boolean isPlace(byte[] bytes, int from, int to) {
    if (bytes[from] != '/' || bytes[to - 1] != ')') {
      return false;
    }
    int i = to - 1;
    while (i > from && bytes[i] != ' ') {
      i--;
    }
    int colon = i - 1;
    while (colon > from && Ascii.isDigit(bytes[colon])) {
      colon--;
    }
    return Ascii.startsWith(bytes, i, to, PLACE)
        && colon < i - 1
        && bytes[colon] == ':'
        && Ascii.endsWith(bytes, from, colon, SOURCE);
  }

  /** {@code rip 0x45f5a1}. */
  private static boolean isRegister(byte[] bytes, int from, int to) {
    int i = Ascii.afterName(bytes, from, to);
    int value = Ascii.afterBlanks(bytes, i, to) - 1;
    return i > from && i - from <= 6 && value >= i && Ascii.startsWith(bytes, value, to, REGISTER);
  }
}
