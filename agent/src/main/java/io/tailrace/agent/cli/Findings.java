package io.tailrace.agent.cli;

/** What a check found, line by line: {@code ok}, {@code note} or {@code FAIL} before each. */
final class Findings {
  private static final String INDENT = "      ";

  private final StringBuilder text = new StringBuilder();
  private boolean failed;

  void ok(String what) {
    text.append(Text.wrap("ok    ", INDENT, what));
  }

  /** Nothing wrong, yet perhaps not what was wanted. */
  void note(String what) {
    text.append(Text.wrap("note  ", INDENT, what));
  }

  void fail(String what) {
    failed = true;
    text.append(Text.wrap("FAIL  ", INDENT, what));
  }

  /** More about the line before. */
  void detail(String what) {
    text.append(Text.wrap(INDENT, INDENT, what));
  }

  boolean failed() {
    return failed;
  }

  String text() {
    return text.toString();
  }
}
