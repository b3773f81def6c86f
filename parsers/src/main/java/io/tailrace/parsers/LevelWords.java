package io.tailrace.parsers;

import org.jspecify.annotations.Nullable;

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

  private static final byte[] ERROR = Ascii.of(" error:");

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
    boolean leads = true;
    for (int word = 0; word < MAX_WORDS && prose <= MAX_PROSE; word++) {
      int wordFrom = skipBetweenWords(bytes, wordTo, to);
      wordTo = skipWord(bytes, wordFrom, to);
      if (wordTo == wordFrom) {
        return Severity.UNKNOWN;
      }
      Severity severity = Severities.ofWord(bytes, wordFrom, wordTo);
      if (severity == Severity.UNKNOWN) {
        severity = inPart(bytes, wordFrom, wordTo, to, timed && word == 0);
      } else if (!isMeant(bytes, wordFrom, wordTo, from, to, leads, timed && word == 0)) {
        severity = Severity.UNKNOWN;
      }
      if (severity != Severity.UNKNOWN) {
        return severity;
      }
      if (isProse(bytes, wordFrom, wordTo, to)) {
        prose += isAt(bytes, wordTo, to, ',') ? MAX_WORDS : 1;
      }
      leads &= isAt(bytes, wordTo, to, ':') || Ascii.isDigit(bytes[wordFrom]);
    }
    return Severity.UNKNOWN;
  }

  /**
   * Whether a word that is a level's name stands for it.
   *
   * @param leads whether nothing but numbers and words before colons stand before it
   * @param first whether it follows the time
   */
  private static boolean isMeant(
      byte[] bytes, int wordFrom, int wordTo, int from, int to, boolean leads, boolean first) {
    if (wordFrom > from + 1
        && bytes[wordFrom - 1] == '='
        && !isBetweenWords(bytes[wordFrom - 2])) {
      return isOfLevel(bytes, from, wordFrom - 1);
    }
    if (isAt(bytes, wordTo, to, '=')) {
      return false;
    }
    if (isEnclosed(bytes, wordFrom, wordTo, from, to)) {
      return true;
    }
    if (isCapitals(bytes, wordFrom, wordTo)) {
      return leads || !Severities.isEveryday(bytes, wordFrom, wordTo);
    }
    boolean introduced = leads || isAfterCapitals(bytes, from, wordFrom);
    if (isAt(bytes, wordTo, to, ':')) {
      return introduced && !Severities.isEveryday(bytes, wordFrom, wordTo);
    }
    boolean column = first || (leads && isAt(bytes, wordTo, to, '\t'));
    return column
        ? !Severities.isOrdinary(bytes, wordFrom, wordTo)
        : introduced && Ascii.startsWith(bytes, wordTo, to, ERROR);
  }

  /** Whether the name before an equals sign is one of levels. */
  private static boolean isOfLevel(byte[] bytes, int from, int nameTo) {
    int nameFrom = nameTo;
    while (nameFrom > from && !isBetweenWords(bytes[nameFrom - 1])) {
      nameFrom--;
    }
    @Nullable WellKnown known = WellKnown.named(bytes, nameFrom, nameTo);
    return known != null && known.role() == WellKnown.Role.LEVEL;
  }

  /** Whether a word such as {@code PHP} stands before. */
  private static boolean isAfterCapitals(byte[] bytes, int from, int wordFrom) {
    int i = wordFrom - 2;
    while (i >= from && Ascii.isUpper(bytes[i])) {
      i--;
    }
    return bytes[Math.max(wordFrom - 1, from)] == ' '
        && wordFrom - 2 - i > 1
        && (i < from || isBetweenWords(bytes[i]));
  }

  /**
   * The level that is a part of a word: {@code app.ERROR:}, {@code thread/INFO]}, {@code
   * INFO/MainProcess]}, or a letter after a time.
   */
  private static Severity inPart(byte[] bytes, int wordFrom, int wordTo, int to, boolean first) {
    int length = wordTo - wordFrom;
    if (length == 1) {
      return first ? ofLetter(bytes, wordFrom, to) : Severity.UNKNOWN;
    }
    byte next = wordTo < to ? bytes[wordTo] : 0;
    if (next != ':' && next != ']') {
      return Severity.UNKNOWN;
    }
    if (Ascii.isUpper(bytes[wordTo - 1])) {
      int i = wordTo - 1;
      while (i > wordFrom && Ascii.isUpper(bytes[i - 1])) {
        i--;
      }
      boolean part = i > wordFrom && (bytes[i - 1] == '.' || bytes[i - 1] == '/');
      return part ? Severities.ofWord(bytes, i, wordTo) : Severity.UNKNOWN;
    }
    int i = wordFrom;
    while (i < wordTo && Ascii.isUpper(bytes[i])) {
      i++;
    }
    boolean part = next == ']' && i > wordFrom && bytes[i] == '/';
    return part ? Severities.ofWord(bytes, wordFrom, i) : Severity.UNKNOWN;
  }

  /** Before {@code !}, {@code |}, {@code [} or a word in capitals, for "I" is also a word. */
  private static Severity ofLetter(byte[] bytes, int i, int to) {
    boolean spaced = isAt(bytes, i + 1, to, ' ') && i + 2 < to;
    byte mark = spaced ? bytes[i + 2] : 0;
    boolean alone =
        isAt(bytes, i + 1, to, '!')
            || mark == '|'
            || mark == '['
            || mark == '-'
            || (Ascii.isUpper(mark) && isComponent(bytes, i + 2, to));
    return alone ? Severities.ofLetter(bytes[i]) : Severity.UNKNOWN;
  }

  /** MongoDB's: no short word, for these are written in capitals to stress them. */
  private static boolean isComponent(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to && Ascii.isUpper(bytes[i])) {
      i++;
    }
    return i - from > 3 && isAt(bytes, i, to, ' ');
  }

  /** Whether it looks like a word of a sentence; of few bytes, for every word of a line is asked. */
  private static boolean isProse(byte[] bytes, int from, int wordTo, int to) {
    return isLower(bytes[wordTo - 1])
        && wordTo - from > 1
        && isLower(bytes[from + 1])
        && (isAt(bytes, wordTo, to, ' ') || isAt(bytes, wordTo, to, ','));
  }

  private static boolean isLower(byte b) {
    return b >= 'a' && b <= 'z';
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

  private static boolean isBetweenWords(byte b) {
    return BETWEEN_WORDS[b & 0xFF];
  }

  private static boolean[] table(String characters) {
    boolean[] table = new boolean[256];
    characters.chars().forEach(c -> table[c] = true);
    return table;
  }
}
