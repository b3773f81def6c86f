package io.tailrace.agent.testing;

/**
 * A line of a test file that is not right. The message is sentences: what is wrong, and the fix.
 */
final class BadTest extends Exception {
  private static final long serialVersionUID = 1L;

  private final int linesBelow;

  BadTest(String message) {
    this(message, 0);
  }

  /**
   * @param linesBelow how far below the line that is read it is
   */
  BadTest(String message, int linesBelow) {
    super(message);
    this.linesBelow = linesBelow;
  }

  String sentences() {
    return String.valueOf(getMessage());
  }

  int linesBelow() {
    return linesBelow;
  }
}
