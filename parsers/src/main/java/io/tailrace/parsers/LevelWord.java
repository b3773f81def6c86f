package io.tailrace.parsers;

import org.jspecify.annotations.Nullable;

/** Whether one word of the head of a line is its level: what {@link LevelWords} asks of each. */
final class LevelWord {
  /** Where in a line a word stands. */
  enum Place {
    AFTER_TIME,
    /** Nothing but numbers and words before colons stand before it. */
    LEADING,
    LATER
  }

  private static final byte[] ERROR = Ascii.of(" error:");

  private LevelWord() {}

  /**
   * The level that the word {@code [wordFrom, wordTo)} of the head {@code [from, to)} stands for.
   */
  static Severity severity(byte[] bytes, int from, int wordFrom, int wordTo, int to, Place place) {
    Severity severity = Severities.ofWord(bytes, wordFrom, wordTo);
    if (severity != Severity.UNKNOWN) {
      boolean meant = isMeant(bytes, from, wordFrom, wordTo, to, place);
      return meant ? severity : Severity.UNKNOWN;
    }
    if (wordTo - wordFrom == 1) {
      return place == Place.AFTER_TIME ? ofLetter(bytes, wordFrom, to) : Severity.UNKNOWN;
    }
    byte next = wordTo < to ? bytes[wordTo] : 0;
    return next == ':' || next == ']'
        ? ofPart(bytes, wordFrom, wordTo, next == ']')
        : Severity.UNKNOWN;
  }

  private static boolean isMeant(
      byte[] bytes, int from, int wordFrom, int wordTo, int to, Place place) {
    if (isValue(bytes, from, wordFrom)) {
      return isOfLevel(bytes, from, wordFrom - 1);
    }
    if (Scan.isAt(bytes, wordTo, to, '=')) {
      return false;
    }
    if (isEnclosed(bytes, wordFrom, wordTo, from, to)) {
      return true;
    }
    return isCapitals(bytes, wordFrom, wordTo)
        ? place != Place.LATER || !Severities.isEveryday(bytes, wordFrom, wordTo)
        : isMeantInLowerCase(bytes, from, wordFrom, wordTo, to, place);
  }

  private static boolean isMeantInLowerCase(
      byte[] bytes, int from, int wordFrom, int wordTo, int to, Place place) {
    boolean introduced = place != Place.LATER || isAfterCapitals(bytes, from, wordFrom);
    if (Scan.isAt(bytes, wordTo, to, ':')) {
      return introduced && !Severities.isEveryday(bytes, wordFrom, wordTo);
    }
    boolean column =
        place == Place.AFTER_TIME || (place == Place.LEADING && Scan.isAt(bytes, wordTo, to, '\t'));
    return column
        ? !Severities.isOrdinary(bytes, wordFrom, wordTo)
        : introduced && Ascii.startsWith(bytes, wordTo, to, ERROR);
  }

  /** Whether a name and an equals sign stand before. */
  private static boolean isValue(byte[] bytes, int from, int wordFrom) {
    return wordFrom > from + 1
        && bytes[wordFrom - 1] == '='
        && !LevelWords.isBetweenWords(bytes[wordFrom - 2]);
  }

  /** Whether the name before an equals sign is one of levels. */
  private static boolean isOfLevel(byte[] bytes, int from, int nameTo) {
    int nameFrom = nameTo;
    while (nameFrom > from && !LevelWords.isBetweenWords(bytes[nameFrom - 1])) {
      nameFrom--;
    }
    @Nullable WellKnown known = WellKnown.named(bytes, nameFrom, nameTo);
    return known != null && known.role() == WellKnown.Role.LEVEL;
  }

  /** Whether a word such as {@code PHP} stands before. */
  private static boolean isAfterCapitals(byte[] bytes, int from, int wordFrom) {
    int last = wordFrom - 2;
    int i = last;
    while (i >= from && Ascii.isUpper(bytes[i])) {
      i--;
    }
    return last - i > 1
        && bytes[wordFrom - 1] == ' '
        && (i < from || LevelWords.isBetweenWords(bytes[i]));
  }

  /** {@code app.ERROR:}, {@code thread/INFO]}, {@code INFO/MainProcess]}. */
  private static Severity ofPart(byte[] bytes, int wordFrom, int wordTo, boolean bracketed) {
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
    boolean part = bracketed && i > wordFrom && Scan.isAt(bytes, i, wordTo, '/');
    return part ? Severities.ofWord(bytes, wordFrom, i) : Severity.UNKNOWN;
  }

  /** Before {@code !}, {@code |}, {@code [}, or a word in capitals, for "I" is also a word. */
  private static Severity ofLetter(byte[] bytes, int i, int to) {
    boolean spaced = Scan.isAt(bytes, i + 1, to, ' ') && i + 2 < to;
    byte mark = spaced ? bytes[i + 2] : 0;
    boolean alone =
        Scan.isAt(bytes, i + 1, to, '!')
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
    return i - from > 3 && Scan.isAt(bytes, i, to, ' ');
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
        && ((bytes[wordFrom - 1] == '[' && Scan.isAt(bytes, wordTo, to, ']'))
            || (bytes[wordFrom - 1] == '(' && Scan.isAt(bytes, wordTo, to, ')'))
            || (bytes[wordFrom - 1] == '<' && Scan.isAt(bytes, wordTo, to, '>')));
  }
}
