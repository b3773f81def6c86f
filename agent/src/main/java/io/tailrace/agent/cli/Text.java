package io.tailrace.agent.cli;

/** Text for a terminal of 80 columns. */
final class Text {
  /** One less than 80: some terminals wrap after the last column. */
  static final int WIDTH = 79;

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

  /** The text, and blanks up to a width. */
  static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
