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
 * cannot be told from other text, unless another exception follows.
 */
final class PythonTraces implements Traces {
  private static final byte[] TRACEBACK = Ascii.of("Traceback (most recent call last):");
  private static final byte[] GROUP = Ascii.of("+ Exception Group Traceback");
  private static final byte[] FILE = Ascii.of("File \"");
  private static final byte[][] LINKS = {
    Ascii.of("During handling of the above exception, another exception occurred:"),
    Ascii.of("The above exception was the direct cause of the following exception:")
  };

  private enum Place {
    FRAMES,
    MESSAGE,
    LINK
  }

  private Place place = Place.FRAMES;
  private boolean doubtful;
  private boolean paused;

  @Override
  public String language() {
    return "python";
  }

  @Override
  public boolean mayBeginWith(byte first, FirstWord word) {
    return first == ' ' || first == '\t' || (first == 'T' && word == FirstWord.BLANK);
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
    if (!isHeading(bytes, from, to)) {
      return Belongs.NO;
    }
    framesBegin(bytes, from, to);
    return Belongs.YES;
  }

  /** All of a group is indented, what names its exceptions too. */
  private void framesBegin(byte[] bytes, int from, int to) {
    int i = Ascii.afterBlanks(bytes, from, to);
    place = Ascii.startsWith(bytes, i, to, GROUP) ? Place.MESSAGE : Place.FRAMES;
    doubtful = false;
    paused = false;
  }

  @Override
  public boolean mayPause() {
    paused = place != Place.FRAMES;
    return paused;
  }

  @Override
  public Belongs joins(byte[] bytes, int from, int to) {
    Belongs belongs =
        switch (place) {
          case FRAMES -> inFrames(bytes, from, to);
          case MESSAGE -> inMessage(bytes, from, to);
          case LINK -> belowLink(bytes, from, to);
        };
    paused = false;
    if (belongs != Belongs.NO) {
      doubtful = belongs == Belongs.PERHAPS;
    }
    return belongs;
  }

  private Belongs inFrames(byte[] bytes, int from, int to) {
    if (Ascii.isIndented(bytes, from)) {
      return Belongs.YES;
    }
    place = Place.MESSAGE;
    return isException(bytes, from, to) ? Belongs.YES : Belongs.NO;
  }

  private Belongs inMessage(byte[] bytes, int from, int to) {
    // Python writes a blank line before it. Some who copy its lines leave that out.
    if ((paused || !doubtful) && isLink(bytes, from, to)) {
      place = Place.LINK;
      return Belongs.YES;
    }
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
    return i > from && !Ascii.isDigit(bytes[from]) && (i == to || bytes[i] == ':');
  }

  private static boolean isNamePart(byte b) {
    return Ascii.isNamePart(b) || b == '.' || b == '<' || b == '>' || b < 0;
  }
}
