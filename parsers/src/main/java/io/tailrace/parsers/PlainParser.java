package io.tailrace.parsers;

/**
 * Text: the whole event is the message. A time at its beginning and a level among its first words
 * are read, and stay in it.
 *
 * <pre>
 * 2026-01-01 12:00:00,123 [main] WARN  o.e.Shop - low on stock
 * [2026-01-01T12:00:00Z] [error] closed
 * INFO: started
 * </pre>
 */
final class PlainParser implements Parser {
  /** The level stands within the first words, or it is a word of the message. */
  private static final int MAX_WORDS = 8;

  /** And within the first bytes, so that a long line costs no more than a short one. */
  private static final int MAX_HEAD_BYTES = 160;

  /** By byte: a switch of as many cases took a seventh of the way of a plain line. */
  private static final boolean[] BETWEEN_WORDS = table(" \t\r\n[]()<>|:=,");

  private final Timestamps timestamps = new Timestamps();

  @Override
  public String name() {
    return "plain";
  }

  @Override
  public boolean parse(LogRecord record) {
    byte[] bytes = record.bytes();
    int from = record.from() < record.to() && bytes[record.from()] == '[' ? 1 : 0;
    record.timeNanos(timestamps.prefix(bytes, record.from() + from, record.to()));
    boolean timed = record.timeNanos() != LogRecord.NO_TIME;
    int head = timed ? timestamps.end() : record.from();
    record.severity(level(bytes, head, Math.min(record.to(), head + MAX_HEAD_BYTES), timed));
    return true;
  }

  private static Severity level(byte[] bytes, int from, int to, boolean timed) {
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
