package io.tailrace.parsers;

/**
 * Finds a level among the first words of a text: written in capitals, in brackets, before a colon,
 * directly after a time, or as the value of a name such as {@code level}.
 *
 * <pre>
 * WARN  low on stock            [main] INFO  started           2026-01-31 12:00:00 info started
 * imap-login: Info: login       app.ERROR: failed              [Server thread/INFO]: done
 * level=warning msg="…"         PHP Fatal error:  failed       I NETWORK  [conn1] accepted
 * </pre>
 *
 * <p>A sentence is no head of a line: behind some words of one nothing is a level any more, nor is
 * a word of every day that its beginning could be.
 */
final class LevelWords {
  /** The level stands within the first words, or it is a word of the message. */
  private static final int MAX_WORDS = 10;

  /** And within the first bytes, so that a long line costs no more than a short one. */
  private static final int MAX_HEAD_BYTES = 160;

  /**
   * A host's, a program's or a logger's name may look like words of a sentence; where there is no
   * time, only one of them.
   */
  private static final int MAX_PROSE = 2;

  /** By byte: a switch of as many cases took a seventh of the way of a plain line. */
  private static final boolean[] BETWEEN_WORDS = table(" \t\r\n[]()<>|:=,!*\u001B");

  private LevelWords() {}

  /**
   * The level that the text names.
   *
   * @param timed whether the text follows a time, so that its first word is a level if it can be
   */
  static Severity in(byte[] bytes, int from, int end, boolean timed) {
    int to = Math.min(end, from + MAX_HEAD_BYTES);
    int wordTo = from;
    int prose = timed ? 0 : 1;
    LevelWord.Place place = timed ? LevelWord.Place.AFTER_TIME : LevelWord.Place.LEADING;
    for (int word = 0; word < MAX_WORDS && prose <= MAX_PROSE; word++) {
      int wordFrom = skipBetweenWords(bytes, wordTo, to);
      wordTo = skipWord(bytes, wordFrom, to);
      if (wordTo == wordFrom) {
        return Severity.UNKNOWN;
      }
      Severity severity = LevelWord.severity(bytes, from, wordFrom, wordTo, to, place);
      if (severity != Severity.UNKNOWN) {
        return severity;
      }
      if (isProse(bytes, wordFrom, wordTo, to)) {
        prose += Scan.isAt(bytes, wordTo, to, ',') ? MAX_WORDS : 1;
      }
      place = next(place, bytes, wordFrom, wordTo, to);
    }
    return Severity.UNKNOWN;
  }

  /** Numbers, and words before colons, may stand before what leads a line. */
  private static LevelWord.Place next(
      LevelWord.Place place, byte[] bytes, int wordFrom, int wordTo, int to) {
    boolean leads = Scan.isAt(bytes, wordTo, to, ':') || Ascii.isDigit(bytes[wordFrom]);
    return leads && place != LevelWord.Place.LATER
        ? LevelWord.Place.LEADING
        : LevelWord.Place.LATER;
  }

  /**
   * Whether it looks like a word of a sentence; of few bytes, for every word of a line is asked.
   */
  private static boolean isProse(byte[] bytes, int from, int wordTo, int to) {
    return isLower(bytes[wordTo - 1])
        && wordTo - from > 1
        && isLower(bytes[from + 1])
        && (Scan.isAt(bytes, wordTo, to, ' ') || Scan.isAt(bytes, wordTo, to, ','));
  }

  private static boolean isLower(byte b) {
    return b >= 'a' && b <= 'z';
  }

  /** A further line's words are none of the head's. */
  private static int skipBetweenWords(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to && bytes[i] != '\n' && isBetweenWords(bytes[i])) {
      i = bytes[i] == Colours.ESCAPE ? Math.max(i + 1, Colours.end(bytes, i, to)) : i + 1;
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

  static boolean isBetweenWords(byte b) {
    return BETWEEN_WORDS[b & 0xFF];
  }

  private static boolean[] table(String characters) {
    boolean[] table = new boolean[256];
    characters.chars().forEach(c -> table[c] = true);
    return table;
  }
}
