package io.tailrace.parsers;

/**
 * What stands between the pairs of a line, and between name and value: two words, such as {@code
 * \s,;& =:}, where {@code \s} is a blank and {@code \t} a tab.
 *
 * @param pairs by byte, whether it parts two pairs
 * @param names by byte, whether it parts name and value
 */
@SuppressWarnings("ArrayRecordComponent") // Never written to, and none is compared.
record PairSeparators(boolean[] pairs, boolean[] names) {
  static final String DEFAULT = "\\s\\t,;& =:";

  static PairSeparators parse(String text) throws BadFormat {
    int blank = text.indexOf(' ');
    if (blank < 0 || text.indexOf(' ', blank + 1) >= 0) {
      throw new BadFormat(
          FormatOption.KV_SEPARATORS,
          "It must be two words: what stands between pairs, where \\s is a blank and \\t a tab, and"
              + " what stands between name and value, such as %s.".formatted(DEFAULT));
    }
    boolean[] pairs = table(text.substring(0, blank), 0, new boolean[256]);
    return new PairSeparators(pairs, table(text.substring(blank + 1), blank + 1, pairs));
  }

  boolean isBetweenPairs(byte b) {
    return pairs[b & 0xFF];
  }

  boolean isAfterName(byte b) {
    return names[b & 0xFF];
  }

  /**
   * @param taken the other separators
   */
  private static boolean[] table(String word, int at, boolean[] taken) throws BadFormat {
    boolean[] table = new boolean[256];
    int i = 0;
    while (i < word.length()) {
      int from = i;
      char c = word.charAt(i++);
      if (c == '\\' && i < word.length()) {
        c = escaped(word.charAt(i++));
      }
      if (c > '~' || c == '"' || c == '\'' || c == '\\' || NamedField.isNamePart(c)) {
        throw BadFormat.at(
            FormatOption.KV_SEPARATORS,
            at + from,
            "a separator is an ASCII character, no letter, digit, quote or backslash, and none of"
                + " _.@/- either.");
      }
      if (taken[c]) {
        throw BadFormat.at(
            FormatOption.KV_SEPARATORS,
            at + from,
            "it cannot stand both between pairs and between name and value.");
      }
      table[c] = true;
    }
    return table;
  }

  private static char escaped(char c) {
    return switch (c) {
      case 's' -> ' ';
      case 't' -> '\t';
      default -> c;
    };
  }
}
