package io.tailrace.agent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;

/** Text for a terminal of 80 columns. */
final class Text {
  /** One less than 80: some terminals wrap after the last column. */
  static final int WIDTH = 79;

  private static final String UNITS = "KMGTP";

  private Text() {}

  /**
   * Wraps sentences at blanks. A word longer than a line, such as a path, has a line of its own.
   *
   * @param first before the first line
   * @param indent before every other
   */
  static String wrap(String first, String indent, String text) {
    StringBuilder out = new StringBuilder(first);
    int column = first.length();
    boolean atStart = true;
    for (String word : text.split(" ", -1)) {
      if (!atStart && column + 1 + word.length() > WIDTH) {
        out.append('\n').append(indent);
        column = indent.length();
        atStart = true;
      }
      if (!atStart) {
        out.append(' ');
        column++;
      }
      out.append(word);
      column += word.length();
      atStart = false;
    }
    return out.append('\n').toString();
  }

  /** {@code 1 file}, {@code 2 files}. */
  static String count(long number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  /** {@code 17 B}, {@code 1.4 MiB}. */
  static String size(long bytes) {
    if (bytes < 1024) {
      return bytes + " B";
    }
    double size = bytes;
    int unit = -1;
    while (size >= 1024 && unit < UNITS.length() - 1) {
      size /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %ciB", size, UNITS.charAt(unit));
  }

  /** {@code 12,345}. */
  static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** The beginning of some UTF-8 text, on one line and without what could play tricks. */
  static String excerpt(byte[] text, int from, int to, int maxBytes) {
    int end = Math.min(to, from + maxBytes);
    while (end < to && end > from && (text[end] & 0xC0) == 0x80) {
      end--;
    }
    String start = new String(text, from, end - from, UTF_8);
    StringBuilder out = new StringBuilder();
    start.codePoints().forEach(each -> out.appendCodePoint(isPrinted(each) ? each : '?'));
    return out.append(end < to ? "…" : "").toString();
  }

  /** A name, as far as it may be shown. */
  static String excerpt(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    return excerpt(bytes, 0, bytes.length, 64);
  }

  private static boolean isPrinted(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }

  /** The text, and blanks up to a width. */
  static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
