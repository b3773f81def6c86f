package io.tailrace.parsers;

/** Recognises a value that is written over several lines: what it opens with, and closes with. */
final class Brackets {
  private Brackets() {}

  /** Whether a line that ends with this byte goes on below. */
  static boolean isOpenedBy(byte last) {
    return last == '{' || last == '[' || last == '(';
  }

  /** Whether the line has nothing but what closes brackets, as {@code }} and {@code ]);}. */
  static boolean areClosedBy(byte[] bytes, int from, int to) {
    boolean closed = false;
    for (int i = from; i < to; i++) {
      switch (bytes[i]) {
        case '}', ']', ')' -> closed = true;
        case ',', ';' -> {}
        default -> {
          return false;
        }
      }
    }
    return closed;
  }
}
