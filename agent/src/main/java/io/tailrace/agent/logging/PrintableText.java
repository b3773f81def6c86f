package io.tailrace.agent.logging;

/**
 * Text of unknown origin, made safe to print. Path names, and what servers answer, are chosen by
 * strangers; shown as they are they could end a line and forge the next one, move a terminal's
 * cursor, or turn the reading direction around.
 */
public final class PrintableText {
  private PrintableText() {}

  /**
   * Writes control characters, line separators, invisible format characters and halves of surrogate
   * pairs as {@code \n}, {@code \t}, {@code \r} or {@code \}{@code u001b}. All other text stays as
   * it is, backslashes too, so the result is for reading, not for undoing.
   */
  public static String of(String text) {
    int first = firstUnprintable(text);
    if (first == text.length()) {
      return text;
    }
    var printable = new StringBuilder(text.length() + 16).append(text, 0, first);
    for (int i = first; i < text.length(); ) {
      int codePoint = text.codePointAt(i);
      append(codePoint, printable);
      i += Character.charCount(codePoint);
    }
    return printable.toString();
  }

  private static int firstUnprintable(String text) {
    int i = 0;
    while (i < text.length()) {
      int codePoint = text.codePointAt(i);
      if (!isPrintable(codePoint)) {
        break;
      }
      i += Character.charCount(codePoint);
    }
    return i;
  }

  private static void append(int codePoint, StringBuilder printable) {
    if (isPrintable(codePoint)) {
      printable.appendCodePoint(codePoint);
      return;
    }
    switch (codePoint) {
      case '\n' -> printable.append("\\n");
      case '\r' -> printable.append("\\r");
      case '\t' -> printable.append("\\t");
      default -> {
        for (char c : Character.toChars(codePoint)) {
          printable.append("\\u").append(Character.forDigit(c >> 12, 16));
          printable.append(Character.forDigit((c >> 8) & 15, 16));
          printable.append(Character.forDigit((c >> 4) & 15, 16));
          printable.append(Character.forDigit(c & 15, 16));
        }
      }
    }
  }

  private static boolean isPrintable(int codePoint) {
    if (codePoint >= ' ' && codePoint <= '~') {
      return true;
    }
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      default -> true;
    };
  }
}
