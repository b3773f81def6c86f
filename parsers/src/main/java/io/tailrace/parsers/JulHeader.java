package io.tailrace.parsers;

/**
 * The two lines of each record of {@code java.util.logging}, as it writes them when nobody set it
 * up.
 *
 * <pre>
 * Jan 31, 2026 1:02:03 PM com.example.Shop order
 * WARNING: low on stock
 * </pre>
 */
final class JulHeader {
  /** {@code Jan 1, 2026 1:02:03 PM}, though days have two digits usually. */
  private static final int SHORTEST_TIME = 22;

  /** {@code Jan 31, 2026 10:02:03 PM}. */
  private static final int LONGEST_TIME = 24;

  /** WARNING. */
  private static final int LONGEST_LEVEL = 7;

  private JulHeader() {}

  /** Index after the time that the first line begins with, or {@link Scan#NONE} if it is none. */
  static int timeEnd(byte[] bytes, int from, int to) {
    if (to - from <= SHORTEST_TIME || bytes[from + 3] != ' ' || !Ascii.isDigit(bytes[from + 4])) {
      return Scan.NONE;
    }
    int comma = Ascii.afterDigits(bytes, from + 4, from + 6);
    if (bytes[comma] != ',' || !Scan.isAt(bytes, comma + 6, to, ' ')) {
      return Scan.NONE;
    }
    for (int end = from + SHORTEST_TIME; end <= from + LONGEST_TIME; end++) {
      if (Scan.isAt(bytes, end, to, ' ')
          && bytes[end - 1] == 'M'
          && (bytes[end - 2] == 'A' || bytes[end - 2] == 'P')) {
        return end;
      }
    }
    return Scan.NONE;
  }

  /** Index of the colon after the level that the second line begins with, or the same. */
  static int levelEnd(byte[] bytes, int from, int to) {
    int most = Math.min(to, from + LONGEST_LEVEL + 1);
    int end = from;
    while (end < most && Ascii.isUpper(bytes[end])) {
      end++;
    }
    boolean level =
        Scan.isAt(bytes, end, to, ':')
            && Severities.ofWord(bytes, from, end) != Severity.UNKNOWN
            && (end + 1 == to || bytes[end + 1] == ' ' || bytes[end + 1] == '\n');
    return level ? end : Scan.NONE;
  }
}
