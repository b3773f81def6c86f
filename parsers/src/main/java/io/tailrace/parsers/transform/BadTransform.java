package io.tailrace.parsers.transform;

import java.util.List;

/**
 * Steps that cannot be: which of them, where in the text, what is wrong and what is accepted. Where
 * a word is unknown the words there are come along, so that whoever shows it can say which of them
 * was perhaps meant.
 */
public final class BadTransform extends Exception {
  private static final long serialVersionUID = 1L;

  private final int index;
  private final String word;
  private final transient List<String> known;

  BadTransform(int index, String sentences, String word, List<String> known) {
    super(sentences);
    this.index = index;
    this.word = word;
    this.known = List.copyOf(known);
  }

  /** Index of the character at which it is wrong; the text's length if something is missing. */
  public int index() {
    return index;
  }

  public String sentences() {
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
