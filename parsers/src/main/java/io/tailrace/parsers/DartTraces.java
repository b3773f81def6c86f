package io.tailrace.parsers;

/**
 * What Dart writes of an exception that nobody caught:
 *
 * <pre>
 * Unhandled exception:
 * FormatException: Invalid radix-10 number (at character 1)
 * abc
 * ^
 *
 * #0      int._handleFormatError (dart:core-patch/integers_patch.dart:129:5)
 * #1      main (file:///app/bin/main.dart:3:7)
 * &lt;asynchronous suspension&gt;
 * </pre>
 *
 * <p>Its frames join any text.
 */
final class DartTraces extends FramedTraces {
  private static final byte[] UNHANDLED = Ascii.of("Unhandled exception:");
  private static final byte[] SUSPENSION = Ascii.of("<asynchronous suspension>");
  private static final byte[] GAP = Ascii.of("===== asynchronous gap =====");

  /** Frames begin in this column whatever their number. */
  private static final int FRAME_COLUMN = 8;

  @Override
  public String language() {
    return "dart";
  }

  @Override
  public boolean mayBeginWith(byte first, FirstWord word) {
    return first == '#' || (first == 'U' && word == FirstWord.BLANK);
  }

  @Override
  boolean opens(byte[] bytes, int from, int to) {
    return Ascii.equals(bytes, from, to, UNHANDLED);
  }

  @Override
  public boolean isAlwaysFirst(byte[] bytes, int from, int to) {
    return opens(bytes, from, to);
  }

  @Override
  public Belongs below(byte[] bytes, int from, int to) {
    boolean first = to - from > 1 && bytes[from + 1] == '0' && isFrame(bytes, from, to);
    return first ? framesBegin() : Belongs.NO;
  }

  @Override
  boolean isFrame(byte[] bytes, int from, int to) {
    if (bytes[from] != '#' || to - from <= FRAME_COLUMN || bytes[to - 1] != ')') {
      return false;
    }
    int digits = Ascii.afterDigits(bytes, from + 1, to);
    return digits > from + 1 && Ascii.afterBlanks(bytes, digits, to) == from + FRAME_COLUMN;
  }

  @Override
  boolean isPart(byte[] bytes, int from, int to) {
    return Ascii.startsWith(bytes, from, to, SUSPENSION) || Ascii.startsWith(bytes, from, to, GAP);
  }
}
