package io.tailrace.parsers;

/**
 * What PHP writes of an exception that nobody caught, and Monolog of one that is logged:
 *
 * <pre>
 * PHP Fatal error:  Uncaught RuntimeException: no stock in /app/shop.php:3
 * Stack trace:
 * #0 /app/index.php(7): order()
 * #1 {main}
 *
 * Next LogicException: not sold in /app/shop.php:9
 * Stack trace:
 * #0 {main}
 *   thrown in /app/shop.php on line 9
 * </pre>
 */
final class PhpTraces extends FramedTraces {
  private static final byte[] FATAL_IN_LOG = Ascii.of("PHP Fatal error: ");
  private static final byte[] FATAL = Ascii.of("Fatal error: Uncaught ");
  private static final byte[] SOURCE = Ascii.of(".php");
  private static final byte[] STACK = Ascii.of("Stack trace:");
  private static final byte[] STACK_OF_MONOLOG = Ascii.of("[stacktrace]");
  private static final byte[] PREVIOUS_OF_MONOLOG = Ascii.of("[previous exception] ");
  private static final byte[] END_OF_MONOLOG = Ascii.of("\"}");
  private static final byte[] NEXT = Ascii.of("Next ");

  private static final byte[] LAST_FRAME = Ascii.of(" {main}");
  private static final int NONE = -1;

  /** The number of the frame that may follow, or {@link #NONE}. */
  private int nextFrame = NONE;

  @Override
  public String language() {
    return "php";
  }

  @Override
  public boolean begins(byte[] bytes, int from, int to) {
    nextFrame = NONE;
    return super.begins(bytes, from, to);
  }

  @Override
  public boolean mayBeginWith(byte first, FirstWord word) {
    return switch (first) {
      case '[' -> true;
      case 'P', 'F', 'S' -> word != FirstWord.LINE_END;
      default -> Ascii.isUpper(first) && (word == FirstWord.COLON || word == FirstWord.OTHER);
    };
  }

  @Override
  boolean opens(byte[] bytes, int from, int to) {
    return isFatal(bytes, from, to) || isText(bytes, from, to);
  }

  private static boolean isFatal(byte[] bytes, int from, int to) {
    return Ascii.startsWith(bytes, from, to, FATAL_IN_LOG)
        || Ascii.startsWith(bytes, from, to, FATAL);
  }

  /** An exception as text: {@code App\NoStock: none left in /app/shop.php:3}. */
  private static boolean isText(byte[] bytes, int from, int to) {
    int colon = to - 1;
    while (colon > from && Ascii.isDigit(bytes[colon])) {
      colon--;
    }
    return colon < to - 1
        && bytes[colon] == ':'
        && Ascii.endsWith(bytes, from, colon, SOURCE)
        && Ascii.isUpper(bytes[from])
        && afterClass(bytes, from, colon) < colon;
  }

  /** Index of the colon after a class's name, or {@code to}. */
  private static int afterClass(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to && (Ascii.isNamePart(bytes[i]) || bytes[i] == '\\')) {
      i++;
    }
    return i < to && bytes[i] == ':' ? i : to;
  }

  @Override
  public boolean isAlwaysFirst(byte[] bytes, int from, int to) {
    return isFatal(bytes, from, to);
  }

  /** The heading of the frames, if any of them follows. */
  @Override
  public Belongs below(byte[] bytes, int from, int to) {
    return isHeading(bytes, from, to) ? headingPerhaps() : Belongs.NO;
  }

  /** Dart's look alike but for the blanks after the number. */
  @Override
  boolean isFrame(byte[] bytes, int from, int to) {
    if (bytes[from] != '#' || nextFrame == NONE) {
      return false;
    }
    int i = Ascii.afterDigits(bytes, from + 1, to);
    return i + 1 < to
        && bytes[i] == ' '
        && bytes[i + 1] != ' '
        && isNumber(bytes, from + 1, i, nextFrame);
  }

  private static boolean isNumber(byte[] bytes, int from, int to, int number) {
    int rest = number;
    int i = to;
    do {
      i--;
      if (i < from || bytes[i] != '0' + rest % 10) {
        return false;
      }
      rest /= 10;
    } while (rest > 0);
    return i == from;
  }

  @Override
  boolean isCause(byte[] bytes, int from, int to) {
    return isFramed()
        && (isNext(bytes, from, to) || Ascii.startsWith(bytes, from, to, PREVIOUS_OF_MONOLOG));
  }

  /** A class's name and a colon are behind it. */
  private static boolean isNext(byte[] bytes, int from, int to) {
    return Ascii.startsWith(bytes, from, to, NEXT)
        && afterClass(bytes, from + NEXT.length, to) < to;
  }

  /** A heading alone decides nothing: text may have it for a reason of its own. */
  @Override
  boolean isPart(byte[] bytes, int from, int to) {
    return isFramed() && Ascii.startsWith(bytes, from, to, END_OF_MONOLOG);
  }

  @Override
  public Belongs joins(byte[] bytes, int from, int to) {
    if (!isFramed() && isHeading(bytes, from, to)) {
      return headingPerhaps();
    }
    Belongs belongs = super.joins(bytes, from, to);
    if (belongs == Belongs.YES && bytes[from] == '#') {
      nextFrame = Ascii.endsWith(bytes, from, to, LAST_FRAME) ? NONE : nextFrame + 1;
    }
    return belongs;
  }

  private Belongs headingPerhaps() {
    nextFrame = 0;
    return messagePerhaps();
  }

  @Override
  boolean mayHaveBlankLines() {
    return true;
  }

  @Override
  Belongs resumes(byte[] bytes, int from, int to) {
    return isCause(bytes, from, to) ? Belongs.YES : super.resumes(bytes, from, to);
  }

  private static boolean isHeading(byte[] bytes, int from, int to) {
    return Ascii.equals(bytes, from, to, STACK) || Ascii.equals(bytes, from, to, STACK_OF_MONOLOG);
  }
}
