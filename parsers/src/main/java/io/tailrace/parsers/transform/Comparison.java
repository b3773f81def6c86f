package io.tailrace.parsers.transform;

import java.util.Arrays;
import java.util.List;

/** How two values can stand to each other. */
enum Comparison {
  EQUAL("=="),
  LESS("<"),
  AT_MOST("<="),
  MORE(">"),
  AT_LEAST(">=");

  /** Those that ask for an order, the longer symbols first. */
  static final List<Comparison> ORDERED = List.of(AT_MOST, LESS, AT_LEAST, MORE);

  private final String symbol;

  Comparison(String symbol) {
    this.symbol = symbol;
  }

  String symbol() {
    return symbol;
  }

  /**
   * Whether the answer of a comparison is that.
   *
   * @param order negative if the left one is less, 0 if they are equal
   */
  boolean holds(int order) {
    return switch (this) {
      case EQUAL -> order == 0;
      case LESS -> order < 0;
      case AT_MOST -> order <= 0;
      case MORE -> order > 0;
      case AT_LEAST -> order >= 0;
    };
  }

  /** Whether {@code bytes[from, to)} stands so to the other text; both are UTF-8. */
  boolean holds(byte[] bytes, int from, int to, byte[] text) {
    if (this == EQUAL) {
      return Arrays.equals(bytes, from, to, text, 0, text.length);
    }
    return holds(Arrays.compareUnsigned(bytes, from, to, text, 0, text.length));
  }
}
