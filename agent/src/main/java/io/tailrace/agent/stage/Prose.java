package io.tailrace.agent.stage;

import java.util.ArrayList;
import java.util.List;

/** Sentences broken into lines for a terminal of 80 columns. */
public final class Prose {
  /** One less than 80: some terminals wrap after the last column. */
  public static final int WIDTH = 79;

  private Prose() {}

  /**
   * Breaks a text at blanks. A word longer than a line, such as a path, has a line of its own.
   *
   * @param first before the first line
   * @param indent before every other
   */
  public static List<String> lines(String first, String indent, String text) {
    var lines = new ArrayList<String>();
    var line = new StringBuilder(first);
    boolean empty = true;
    for (String word : text.split(" ", -1)) {
      if (!empty && line.length() + 1 + word.length() > WIDTH) {
        lines.add(line.toString());
        line = new StringBuilder(indent);
        empty = true;
      }
      line.append(empty ? "" : " ").append(word);
      empty = false;
    }
    lines.add(line.toString());
    return lines;
  }

  /** The same as one text. */
  public static String text(String indent, String text) {
    return String.join("\n", lines(indent, indent, text));
  }
}
