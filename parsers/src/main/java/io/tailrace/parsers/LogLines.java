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

  /** Whether it begins with a digit, as a time does, a bracket, a level or a logfmt key. */
  static boolean areBegunBy(byte[] bytes, int from, int to) {
    byte first = bytes[from];
    if (Ascii.isDigit(first) || first == '[' || first == '<') {
      return true;
    }
    for (byte[] level : LEVELS) {
      if (first == level[0] && isWord(bytes, from, to, level)) {
        return true;
      }
    }
    return false;
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
