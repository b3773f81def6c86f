package io.tailrace.parsers;

/** A regular expression that cannot be used: why, and where in it. */
public final class BadPattern extends Exception {
  private static final long serialVersionUID = 1L;

  private final int index;

  /**
   * @param index of the character at which it is wrong
   * @param sentence why, from its second word on
   */
  BadPattern(int index, String sentence) {
    super(sentence);
    this.index = index;
  }

  public int index() {
    return index;
  }

  public String sentence() {
    return String.valueOf(getMessage());
  }
}
