package io.tailrace.parsers.redaction;

/** What stands where something was found. */
public enum RedactionStyle {
  /** {@code [email]}. */
  MASK,
  /** {@code [email:1f3b…]}, 16 hexadecimal digits that are the same for the same value and key. */
  HASH,
  /** Nothing. */
  REMOVE
}
