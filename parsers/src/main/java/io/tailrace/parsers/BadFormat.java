package io.tailrace.parsers;

import java.util.List;

/**
 * What a user says of a format and that cannot be: which part of it, where in its text, and why.
 *
 * <p>The message is one or more sentences. Where a word is unknown the words there are come along,
 * so that whoever shows it can say which of them was perhaps meant.
 */
public final class BadFormat extends Exception {
  private static final long serialVersionUID = 1L;

  private final FormatOption option;
  private final String word;
  private final transient List<String> known;

  BadFormat(FormatOption option, String sentences) {
    this(option, sentences, "", List.of());
  }

  BadFormat(FormatOption option, String sentences, String word, List<String> known) {
    super(sentences);
    this.option = option;
    this.word = word;
    this.known = List.copyOf(known);
  }

  /** A problem at one place of the option's text. */
  static BadFormat at(FormatOption option, int index, String sentence) {
    return new BadFormat(option, "Column %d: %s".formatted(index + 1, sentence));
  }

  /** The part of the format that is wrong, or missing. */
  public FormatOption option() {
    return option;
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
