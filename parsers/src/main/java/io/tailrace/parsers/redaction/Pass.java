package io.tailrace.parsers.redaction;

/** One way through a text, in which parts of it are replaced. */
sealed interface Pass permits BuiltInPass, PatternPass {
  /** Has {@link #text} and {@link #number} write to {@code target}, which was started. */
  void start(byte[] bytes, RedactedText target);

  /** A plain text, or the inside of a JSON text that has no name of its own. */
  void text(int from, int to, boolean escaped);

  /** A JSON number that has no name of its own. */
  void number(int from, int to);

  /** By which rule the value of a JSON member is one, or {@link SecretNames#NO_RULE}. */
  int ruleOf(int nameFrom, int nameTo);

  /** The inside of a JSON text, or a JSON number, that is a value by that rule. */
  void named(int from, int to, int rule, boolean quoted);
}
