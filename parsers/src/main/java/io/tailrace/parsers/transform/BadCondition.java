package io.tailrace.parsers.transform;

import java.util.List;

/**
 * A text that is no condition: where in it, why, and what would be right. Where a word is unknown
 * the words there are come along, so that whoever shows it can say which was perhaps meant.
 */
public final class BadCondition extends Exception {
  private static final long serialVersionUID = 1L;

  private final int index;
  private final String word;
  private final transient List<String> known;

  BadCondition(int index, String sentence) {
    this(index, sentence, "", List.of());
  }

  BadCondition(int index, String sentence, String word, List<String> known) {
    super(sentence);
    this.index = index;
    this.word = word;
    this.known = List.copyOf(known);
  }

  /** Index of the character at which it is wrong; the text's length if something is missing. */
  public int index() {
    return index;
  }

  /** What is wrong there and what would be right, in one or more sentences. */
  public String sentence() {
    return String.valueOf(getMessage());
  }

  /** The word that is unknown, or nothing. */
  public String word() {
    return word;
  }

  /** What could have been in its place. */
  public List<String> known() {
    return known;
  }
}
