package io.tailrace.parsers.redaction;

/**
 * Finds the quote that ends a quoted text, however deep in other quoted texts it is. In JSON inside
 * of a JSON text its quotes are written {@code \"}, and one more inside {@code \\\"}.
 */
final class QuotedText {
  private QuotedText() {}

  /**
   * The index after the last byte of a text.
   *
   * @param from index after the quote it begins with
   * @param depth how many backslashes stand before that quote
   * @return before the backslashes of the quote that ends it; if there is no such quote, the end of
   *     the line or of all; -1 if an apostrophe is not followed by another one, for it is none then
   */
  static int end(Spot spot, int from, int depth) {
    byte[] b = spot.bytes;
    byte quote = b[from - 1];
    int i = from;
    while (i < spot.to && b[i] != '\n') {
      int run = i;
      while (i < spot.to && b[i] == '\\') {
        i++;
      }
      if (i < spot.to && b[i] == quote) {
        int level = level(i - run, depth);
        if (level >= 0) {
          return i - level;
        }
      }
      i++;
    }
    return quote == '\'' ? -1 : Math.min(i, spot.to);
  }

  /**
   * How many of the backslashes before a quote are its own, if it ends the text or one around it;
   * else -1. A text at depth 1 that ends with a backslash has four of them and then its own.
   */
  private static int level(int backslashes, int depth) {
    for (int level = 0; level <= depth; level = level * 2 + 1) {
      if (backslashes % (2 * (level + 1)) == level) {
        return level;
      }
    }
    return -1;
  }
}
