package io.tailrace.parsers;

/**
 * Recognises a line that a logger wrote, by its beginning. No such line is taken for a part of an
 * exception's message, whatever follows it.
 */
final class LogLines {
  private static final byte[][] LEVELS = {
    Ascii.of("TRACE"),
    Ascii.of("DEBUG"),
    Ascii.of("INFO"),
    Ascii.of("NOTICE"),
    Ascii.of("WARN"),
    Ascii.of("ERROR"),
    Ascii.of("FATAL"),
    Ascii.of("CRITICAL"),
    Ascii.of("ts="),
    Ascii.of("time="),
    Ascii.of("level=")
  };

  private LogLines() {}

  /** Whether it begins as a time does, with a bracket, a level or a logfmt key. */
  static boolean areBegunBy(byte[] bytes, int from, int to) {
    byte first = bytes[from];
    if (first == '[' || first == '<') {
      return true;
    }
    if (Ascii.isDigit(first)) {
      return isOfATime(bytes, from + 1, to);
    }
    for (byte[] level : LEVELS) {
      if (first == level[0] && isWord(bytes, from, to, level)) {
        return true;
      }
    }
    return JulHeader.timeEnd(bytes, from, to) != Scan.NONE;
  }

  /** One digit by itself is the number of something: {@code 1 !== 2}. */
  private static boolean isOfATime(byte[] bytes, int second, int to) {
    if (second >= to) {
      return false;
    }
    return switch (bytes[second]) {
      case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', ':', '/', '-', '.' -> true;
      default -> false;
    };
  }

  /** Whether the word is there, and ends there; {@code WARN} stands for {@code WARNING} too. */
  private static boolean isWord(byte[] bytes, int from, int to, byte[] word) {
    int end = from + word.length;
    return Ascii.startsWith(bytes, from, to, word)
        && (end == to
            || word[word.length - 1] == '='
            || word[word.length - 1] == 'N'
            || !Ascii.isNamePart(bytes[end]));
  }
}
