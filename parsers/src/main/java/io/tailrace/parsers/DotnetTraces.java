package io.tailrace.parsers;

/**
 * What .NET writes of an exception:
 *
 * <pre>
 * Unhandled exception. System.InvalidOperationException: no stock
 *  ---&gt; System.IO.IOException: closed
 *    at Shop.Store.Read() in /src/Store.cs:line 10
 *    --- End of inner exception stack trace ---
 *    at Shop.Program.Main(String[] args) in /src/Program.cs:line 5
 * </pre>
 *
 * <p>Below a blank line go on the inner exceptions of an {@code AggregateException}, and a message
 * that has one.
 */
final class DotnetTraces extends FramedTraces {
  private static final byte[] UNHANDLED = Ascii.of("Unhandled exception. ");
  private static final byte[] UNHANDLED_BEFORE_CORE = Ascii.of("Unhandled Exception: ");
  private static final byte[] INNER = Ascii.of("---> ");
  private static final byte[] END_OF_STACK = Ascii.of("--- End of ");
  private static final byte[] SYSTEM = Ascii.of("System.");
  private static final byte[][] MESSAGE_PARTS = {
    Ascii.of("Parameter name: "), Ascii.of("Actual value was "), Ascii.of("File name: ")
  };

  /** What SQL Server's client has below its frames. */
  private static final byte[][] TAILS = {
    Ascii.of("ClientConnectionId:"),
    Ascii.of("Error Number:"),
    Ascii.of("ClientConnectionId before ")
  };

  private final boolean amongOthers;

  /**
   * @param amongOthers whether what other languages write alike is left to them
   */
  DotnetTraces(boolean amongOthers) {
    this.amongOthers = amongOthers;
  }

  @Override
  public String language() {
    return "dotnet";
  }

  @Override
  public boolean mayBeginWith(byte first, FirstWord word) {
    return switch (first) {
      case ' ', '\t' -> !amongOthers;
      case 'U' -> word == FirstWord.BLANK || (!amongOthers && word == FirstWord.DOT);
      case 'S' -> word == FirstWord.DOT;
      default -> !amongOthers && word == FirstWord.DOT;
    };
  }

  @Override
  boolean opens(byte[] bytes, int from, int to) {
    return isUnhandled(bytes, from, to) || isException(bytes, from, to);
  }

  @Override
  public boolean isAlwaysFirst(byte[] bytes, int from, int to) {
    return isUnhandled(bytes, from, to);
  }

  @Override
  public Belongs below(byte[] bytes, int from, int to) {
    if (isException(bytes, from, to) || isCause(bytes, from, to)) {
      messageBegins();
      return Belongs.YES;
    }
    return isIndentedAt(bytes, from, to) ? framesBegin() : Belongs.NO;
  }

  private boolean isException(byte[] bytes, int from, int to) {
    return (!amongOthers || Ascii.startsWith(bytes, from, to, SYSTEM))
        && ExceptionNames.isQualified(bytes, from, to);
  }

  @Override
  boolean isFrame(byte[] bytes, int from, int to) {
    int i = Ascii.afterBlanks(bytes, from, to);
    return isIndentedAt(bytes, from, to) || Ascii.startsWith(bytes, i, to, END_OF_STACK);
  }

  @Override
  boolean isCause(byte[] bytes, int from, int to) {
    int i = Ascii.afterBlanks(bytes, from, to);
    return i > from && Ascii.startsWith(bytes, i, to, INNER);
  }

  @Override
  boolean isPart(byte[] bytes, int from, int to) {
    for (byte[] part : MESSAGE_PARTS) {
      if (Ascii.startsWith(bytes, from, to, part)) {
        return true;
      }
    }
    return isFramed() && isTail(bytes, from, to);
  }

  /** Whether it is what a database's exception has below its frames. */
  static boolean isTail(byte[] bytes, int from, int to) {
    if (bytes[from] != 'C' && bytes[from] != 'E') {
      return false;
    }
    for (byte[] tail : TAILS) {
      if (Ascii.startsWith(bytes, from, to, tail)) {
        return true;
      }
    }
    return false;
  }

  @Override
  boolean mayHaveBlankLines() {
    return true;
  }

  @Override
  Belongs resumes(byte[] bytes, int from, int to) {
    return isCause(bytes, from, to) ? Belongs.YES : super.resumes(bytes, from, to);
  }

  private static boolean isUnhandled(byte[] bytes, int from, int to) {
    return bytes[from] == 'U'
        && (Ascii.startsWith(bytes, from, to, UNHANDLED)
            || Ascii.startsWith(bytes, from, to, UNHANDLED_BEFORE_CORE));
  }
}
