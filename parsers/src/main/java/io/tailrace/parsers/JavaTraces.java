package io.tailrace.parsers;

/**
 * Joins what {@code Throwable.printStackTrace} and the log frameworks write below a line:
 *
 * <pre>
 * 2026-01-01 12:00:00,000 ERROR o.e.Shop - order failed
 * java.lang.IllegalStateException: no stock
 *     at org.example.Shop.order(Shop.java:42)
 *     Suppressed: java.io.IOException: closed
 * Caused by: java.sql.SQLException: timeout
 *     ... 12 more
 * </pre>
 *
 * <p>The line that names the exception joins only to text that has had no trace yet: of two traces
 * printed one after the other, each is an event. Spring Boot has a blank line above it.
 */
final class JavaTraces extends FramedTraces {
  private static final byte[] THREAD = Ascii.of("Exception in thread \"");
  private static final byte[] CAUSED_BY = Ascii.of("Caused by: ");
  private static final byte[] WRAPPED_BY = Ascii.of("Wrapped by: ");
  private static final byte[] SUPPRESSED = Ascii.of("Suppressed: ");
  private static final byte[] ELLIPSIS = Ascii.of("... ");
  private static final byte[] MORE = Ascii.of(" more");
  private static final byte[] OMITTED = Ascii.of(" common frames omitted");

  /** Between frames of several threads, as .NET writes it: the two share their other forms. */
  private static final byte[] END_OF_STACK = Ascii.of("--- End of ");

  /** The line above may name an exception: only a frame makes it one. */
  private boolean frameIsNext;

  @Override
  public String language() {
    return "java";
  }

  @Override
  public boolean mayBeginWith(byte first, FirstWord word) {
    return switch (first) {
      case ' ', '\t', '.' -> true;
      case 'C', 'E', 'W' -> word.isBlank() || word == FirstWord.DOT;
      case 'S' -> word == FirstWord.COLON || word == FirstWord.DOT;
      default -> word == FirstWord.DOT;
    };
  }

  @Override
  boolean opens(byte[] bytes, int from, int to) {
    return ExceptionNames.isQualified(bytes, from, to) || isAlwaysFirst(bytes, from, to);
  }

  @Override
  public boolean begins(byte[] bytes, int from, int to) {
    frameIsNext = false;
    return super.begins(bytes, from, to);
  }

  @Override
  public Belongs below(byte[] bytes, int from, int to) {
    frameIsNext = false;
    if (beginsCause(bytes, from, to) || ExceptionNames.isQualified(bytes, from, to)) {
      messageBegins();
      return Belongs.YES;
    }
    if (ExceptionNames.isClass(bytes, from, to)) {
      frameIsNext = true;
      return messagePerhaps();
    }
    return isFrame(bytes, from, to) ? framesBegin() : Belongs.NO;
  }

  /** An exception that nobody caught is no further line of a message. */
  @Override
  public boolean isAlwaysFirst(byte[] bytes, int from, int to) {
    return bytes[from] == 'E' && Ascii.startsWith(bytes, from, to, THREAD);
  }

  @Override
  public Belongs belowBlank(byte[] bytes, int from, int to) {
    boolean exception = ExceptionNames.isQualified(bytes, from, to);
    if (exception) {
      frameIsNext = false;
      messageBegins();
    }
    return exception ? Belongs.YES : Belongs.NO;
  }

  @Override
  public Belongs joins(byte[] bytes, int from, int to) {
    if (frameIsNext && !isFrame(bytes, from, to)) {
      return Belongs.NO;
    }
    frameIsNext = false;
    return super.joins(bytes, from, to);
  }

  @Override
  boolean mayHaveBlankLines() {
    return !frameIsNext && super.mayHaveBlankLines();
  }

  @Override
  boolean isFrame(byte[] bytes, int from, int to) {
    return isIndentedAt(bytes, from, to)
        || isEllipsis(bytes, Ascii.afterBlanks(bytes, from, to), to);
  }

  /** Those of a suppressed exception are indented. */
  @Override
  boolean isCause(byte[] bytes, int from, int to) {
    int i = Ascii.afterBlanks(bytes, from, to);
    return i < to && beginsCause(bytes, i, to);
  }

  @Override
  boolean isPart(byte[] bytes, int from, int to) {
    return (bytes[from] == '-' && Ascii.startsWith(bytes, from, to, END_OF_STACK))
        || (isFramed() && DotnetTraces.isTail(bytes, from, to));
  }

  /** Whether the line can be nothing but a part of a trace, whatever is above it. */
  static boolean isUnmistakable(byte[] bytes, int from, int to) {
    return beginsCause(bytes, from, to) || isEllipsis(bytes, from, to);
  }

  private static boolean beginsCause(byte[] bytes, int from, int to) {
    return switch (bytes[from]) {
      case 'C' -> Ascii.startsWith(bytes, from, to, CAUSED_BY);
      case 'S' -> Ascii.startsWith(bytes, from, to, SUPPRESSED);
      case 'W' -> Ascii.startsWith(bytes, from, to, WRAPPED_BY);
      default -> false;
    };
  }

  private static boolean isEllipsis(byte[] bytes, int from, int to) {
    if (bytes[from] != '.' || !Ascii.startsWith(bytes, from, to, ELLIPSIS)) {
      return false;
    }
    int digits = from + ELLIPSIS.length;
    int i = Ascii.afterDigits(bytes, digits, to);
    return i > digits
        && (Ascii.startsWith(bytes, i, to, MORE) || Ascii.startsWith(bytes, i, to, OMITTED));
  }
}
