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
 * printed one after the other, each is an event.
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
    return ExceptionNames.isQualified(bytes, from, to)
        || (bytes[from] == 'E' && Ascii.startsWith(bytes, from, to, THREAD));
  }

  @Override
  public Belongs below(byte[] bytes, int from, int to) {
    if (isCause(bytes, from, to) || ExceptionNames.isQualified(bytes, from, to)) {
      messageBegins();
      return Belongs.YES;
    }
    return isFrame(bytes, from, to) ? framesBegin() : Belongs.NO;
  }

  @Override
  boolean isFrame(byte[] bytes, int from, int to) {
    return isIndentedAt(bytes, from, to)
        || isEllipsis(bytes, Ascii.afterBlanks(bytes, from, to), to);
  }

  @Override
  boolean isCause(byte[] bytes, int from, int to) {
    return beginsCause(bytes, from, to);
  }

  @Override
  boolean isPart(byte[] bytes, int from, int to) {
    return bytes[from] == '-' && Ascii.startsWith(bytes, from, to, END_OF_STACK);
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
