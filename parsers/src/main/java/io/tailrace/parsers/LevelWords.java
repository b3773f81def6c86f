package io.tailrace.parsers;

/**
 * Finds a level among the first words of a text: written in capitals, in brackets, before a colon
 * at the very beginning, or directly after a time.
 */
final class LevelWords {
  /** The level stands within the first words, or it is a word of the message. */
  private static final int MAX_WORDS = 8;

  /** And within the first bytes, so that a long line costs no more than a short one. */
  private static final int MAX_HEAD_BYTES = 160;

  /** By byte: a switch of as many cases took a seventh of the way of a plain line. */
  private static final boolean[] BETWEEN_WORDS = table(" \t\r\n[]()<>|:=,");

  private LevelWords() {}

  /**
   * The level that the text names.
   *
   * @param timed whether the text follows a time, so that its first word is a level if it can be
   */
  static Severity in(byte[] bytes, int from, int end, boolean timed) {
    int to = Math.min(end, from + MAX_HEAD_BYTES);
    int wordTo = from;
    for (int word = 0; word < MAX_WORDS; word++) {
      int wordFrom = skipBetweenWords(bytes, wordTo, to);
      wordTo = skipWord(bytes, wordFrom, to);
      Severity severity = Severities.ofWord(bytes, wordFrom, wordTo);
      if (severity != Severity.UNKNOWN) {
        boolean first = word == 0 && (timed || isAt(bytes, wordTo, to, ':'));
        if (first
            || isCapitals(bytes, wordFrom, wordTo)
            || isEnclosed(bytes, wordFrom, wordTo, from, to)) {
          return severity;
        }
      }
    }
    return Severity.UNKNOWN;
  }

  private static boolean isCapitals(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] > 'Z') {
        return false;
      }
    }
    return true;
  }

  private static boolean isEnclosed(byte[] bytes, int wordFrom, int wordTo, int from, int to) {
    return wordFrom > from
        && ((bytes[wordFrom - 1] == '[' && isAt(bytes, wordTo, to, ']'))
            || (bytes[wordFrom - 1] == '(' && isAt(bytes, wordTo, to, ')'))
            || (bytes[wordFrom - 1] == '<' && isAt(bytes, wordTo, to, '>')));
  }

  private static boolean isAt(byte[] bytes, int i, int to, char c) {
    return i < to && bytes[i] == c;
  }

  /** A further line's words are none of the head's. */
  private static int skipBetweenWords(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to && bytes[i] != '\n' && isBetweenWords(bytes[i])) {
      i++;
    }
    return i;
  }

  private static int skipWord(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to && !isBetweenWords(bytes[i])) {
      i++;
    }
    return i;
  }

  private static boolean isBetweenWords(byte b) {
    return BETWEEN_WORDS[b & 0xFF];
  }

  private static boolean[] table(String characters) {
    boolean[] table = new boolean[256];
    characters.chars().forEach(c -> table[c] = true);
    return table;
  }
}
