package io.tailrace.parsers;

/**
 * What Python writes of an exception and those that led to it:
 *
 * <pre>
 * Traceback (most recent call last):
 *   File "/app/shop.py", line 3, in order
 *     raise KeyError("stock")
 * KeyError: 'stock'
 *
 * During handling of the above exception, another exception occurred:
 *
 * Traceback (most recent call last):
 *   File "/app/shop.py", line 9, in main
 *     raise SystemExit(1) from None
 * SystemExit: 1
 * </pre>
 *
 * <p>The first line below the frames that is not indented names the exception. More of its message
 * cannot be told from other text, unless another exception follows, it is what databases and
 * validators write, or where a logger was called.
 */
final class PythonTraces implements Traces {
  private static final byte[] TRACEBACK = Ascii.of("Traceback (most recent call last):");
  private static final byte[] GROUP = Ascii.of("+ Exception Group Traceback");
  private static final byte[] FILE = Ascii.of("File \"");
  private static final byte[][] LINKS = {
    Ascii.of("During handling of the above exception, another exception occurred:"),
    Ascii.of("The above exception was the direct cause of the following exception:")
  };

  /** Where a logger was called, below what it logged. */
  private static final byte[] STACK = Ascii.of("Stack (most recent call last):");

  /** Where it was called when it could not write that, with what it was below. */
  private static final byte[] CALL_STACK = Ascii.of("Call stack:");

  private static final byte[] LOGGED = Ascii.of("Message: ");
  private static final byte[] LOGGED_ARGUMENTS = Ascii.of("Arguments: ");

  private enum Place {
    FRAMES,
    MESSAGE,
    LINK,
    /** Below the frames of where a logger was called there is no exception. */
    STACK,
    /** What asyncio says of an error that nobody waits for: {@code future: <Task …>}. */
    CONTEXT
  }

  private Place place = Place.FRAMES;

  /** Which of the two a {@link Place#STACK} is. */
  private boolean ofLoggingError;

  private boolean doubtful;
  private boolean paused;

  /** The line above says of what value a complaint is: what is indented below it is one. */
  private boolean labelled;

  /** What stands above, but for further lines of it, is a part of the message for certain. */
  private boolean inPart;

  @Override
  public String language() {
    return "python";
  }

  @Override
  public boolean mayBeginWith(byte first, FirstWord word) {
    return switch (first) {
      case ' ', '\t' -> true;
      case 'T', 'S' -> word == FirstWord.BLANK;
      default -> word == FirstWord.COLON && !Ascii.isUpper(first);
    };
  }

  /** A logger's line may end with the heading. */
  @Override
  public boolean begins(byte[] bytes, int from, int to) {
    boolean begins = isHeading(bytes, from, to) || endsWithHeading(bytes, from, to);
    if (begins) {
      framesBegin(bytes, from, to);
    }
    return begins;
  }

  @Override
  public Belongs below(byte[] bytes, int from, int to) {
    if (isHeading(bytes, from, to)) {
      framesBegin(bytes, from, to);
      return Belongs.YES;
    }
    if (stackBegins(bytes, from, to)) {
      return takes(Place.STACK);
    }
    return isContext(bytes, from, to) ? takes(Place.CONTEXT) : Belongs.NO;
  }

  private Belongs takes(Place next) {
    place = next;
    doubtful = false;
    paused = false;
    return Belongs.YES;
  }

  /** All of a group is indented, what names its exceptions too. */
  private void framesBegin(byte[] bytes, int from, int to) {
    int i = Ascii.afterBlanks(bytes, from, to);
    takes(Ascii.startsWith(bytes, i, to, GROUP) ? Place.MESSAGE : Place.FRAMES);
    labelled = false;
    inPart = false;
  }

  @Override
  public boolean mayPause() {
    paused = place != Place.STACK && place != Place.CONTEXT;
    return paused;
  }

  @Override
  public Belongs joins(byte[] bytes, int from, int to) {
    Belongs belongs =
        switch (place) {
          case FRAMES -> inFrames(bytes, from, to);
          case MESSAGE -> inMessage(bytes, from, to);
          case LINK -> belowLink(bytes, from, to);
          case STACK -> inStack(bytes, from, to);
          case CONTEXT -> below(bytes, from, to);
        };
    paused = false;
    if (belongs != Belongs.NO) {
      doubtful = belongs == Belongs.PERHAPS;
    }
    return belongs;
  }

  private Belongs inFrames(byte[] bytes, int from, int to) {
    if (paused) {
      return inFramesBelowBlank(bytes, from, to);
    }
    if (Ascii.isIndented(bytes, from)) {
      return Belongs.YES;
    }
    place = Place.MESSAGE;
    boolean other = LogLines.areBegunBy(bytes, from, to) || !isException(bytes, from, to);
    return other ? Belongs.NO : Belongs.YES;
  }

  /** Loguru has a blank line between frames, and marks the one that caught the exception. */
  private Belongs inFramesBelowBlank(byte[] bytes, int from, int to) {
    int i = bytes[from] == '>' ? from + 1 : from;
    int file = Ascii.afterBlanks(bytes, i, to);
    if (file > i && Ascii.startsWith(bytes, file, to, FILE)) {
      return Belongs.YES;
    }
    place = Place.MESSAGE;
    boolean named =
        ExceptionNames.isSimple(bytes, from, to) || ExceptionNames.isQualified(bytes, from, to);
    return named ? Belongs.YES : Belongs.NO;
  }

  private Belongs inStack(byte[] bytes, int from, int to) {
    if (ofLoggingError && Ascii.startsWith(bytes, from, to, LOGGED_ARGUMENTS)) {
      return takes(Place.MESSAGE);
    }
    boolean logged = ofLoggingError && Ascii.startsWith(bytes, from, to, LOGGED);
    return logged || Ascii.isIndented(bytes, from) ? Belongs.YES : Belongs.NO;
  }

  private Belongs inMessage(byte[] bytes, int from, int to) {
    // Python writes a blank line before it. Some who copy its lines leave that out.
    if ((paused || !doubtful) && isLink(bytes, from, to)) {
      place = Place.LINK;
      return Belongs.YES;
    }
    if (!paused && stackBegins(bytes, from, to)) {
      place = Place.STACK;
      return Belongs.YES;
    }
    if ((!doubtful || inPart) && PythonMessages.arePart(bytes, from, to)) {
      inPart = true;
      return Belongs.YES;
    }
    if (labelled && !paused && Ascii.isIndented(bytes, from)) {
      return Belongs.YES;
    }
    labelled = !paused && !doubtful && PythonMessages.isPlace(bytes, from, to);
    if (paused || LogLines.areBegunBy(bytes, from, to) || isHeading(bytes, from, to)) {
      return Belongs.NO;
    }
    return Ascii.isIndented(bytes, from) && !doubtful ? Belongs.YES : Belongs.PERHAPS;
  }

  private Belongs belowLink(byte[] bytes, int from, int to) {
    if (!isHeading(bytes, from, to)) {
      return Belongs.NO;
    }
    framesBegin(bytes, from, to);
    return Belongs.YES;
  }

  private boolean stackBegins(byte[] bytes, int from, int to) {
    ofLoggingError = Ascii.equals(bytes, from, to, CALL_STACK);
    return ofLoggingError || Ascii.equals(bytes, from, to, STACK);
  }

  private static boolean isContext(byte[] bytes, int from, int to) {
    int i = Ascii.afterName(bytes, from, to);
    return i > from
        && i + 2 < to
        && bytes[i] == ':'
        && bytes[i + 1] == ' '
        && bytes[i + 2] == '<'
        && bytes[to - 1] == '>'
        && !Ascii.isUpper(bytes[from]);
  }

  private static boolean isLink(byte[] bytes, int from, int to) {
    for (byte[] link : LINKS) {
      if (Ascii.equals(bytes, from, to, link)) {
        return true;
      }
    }
    return false;
  }

  /** What is above frames, or the one frame of a syntax error. */
  private static boolean isHeading(byte[] bytes, int from, int to) {
    int i = Ascii.afterBlanks(bytes, from, to);
    return Ascii.startsWith(bytes, i, to, TRACEBACK)
        || (i > from
            && (Ascii.startsWith(bytes, i, to, FILE) || Ascii.startsWith(bytes, i, to, GROUP)));
  }

  static boolean endsWithHeading(byte[] bytes, int from, int to) {
    return bytes[to - 1] == ':' && Ascii.endsWith(bytes, from, to, TRACEBACK);
  }

  /** {@code package.Name: message}, {@code Name}, {@code function.<locals>.Name: message}. */
  private static boolean isException(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to && isNamePart(bytes[i])) {
      i++;
    }
    return i > from
        && !Ascii.isDigit(bytes[from])
        && (i == to || bytes[i] == ':' || bytes[i] == Colours.ESCAPE);
  }

  private static boolean isNamePart(byte b) {
    return Ascii.isNamePart(b) || b == '.' || b == '<' || b == '>' || b < 0;
  }
}
