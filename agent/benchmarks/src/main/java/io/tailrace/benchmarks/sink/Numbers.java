package io.tailrace.benchmarks.sink;

import java.util.Arrays;

/**
 * The lines of one request: the number that each carries and, if it says so, when it was written.
 * Reused; owned by the connection's thread.
 */
final class Numbers {
  /** Of a document in which no number was found. */
  static final long NONE = -1;

  private long[] numbers = new long[4096];
  private long[] writtenMicros = new long[4096];
  private int count;

  void clear() {
    count = 0;
  }

  int count() {
    return count;
  }

  /** The {@code i}th line's own number, or {@link #NONE}. */
  long number(int i) {
    return numbers[i];
  }

  /** When it was written, in microseconds since 1970, or {@link #NONE}. */
  long writtenMicros(int i) {
    return writtenMicros[i];
  }

  /**
   * Adds a document: {@code …"seq":17,"wrote":1764336318123456,…} somewhere in these bytes, as it
   * is, or with the quotes escaped as in a JSON text.
   */
  void addDocument(byte[] bytes, int from, int to) {
    int at = afterName(bytes, from, to, 's', 'e', 'q');
    if (at < 0) {
      add(NONE, NONE);
      return;
    }
    long number = digits(bytes, at, to);
    int end = at;
    while (end < to && isDigit(bytes[end])) {
      end++;
    }
    // Directly behind it, or not at all: the rest of the document need not be looked at.
    int written = afterName(bytes, end, Math.min(to, end + 12), 'o', 't', 'e');
    add(number, written < 0 ? NONE : digits(bytes, written, to));
  }

  private void add(long number, long written) {
    if (count == numbers.length) {
      numbers = Arrays.copyOf(numbers, count * 2);
      writtenMicros = Arrays.copyOf(writtenMicros, count * 2);
    }
    numbers[count] = number;
    writtenMicros[count] = written;
    count++;
  }

  /**
   * Index of the first digit of the value whose name ends with these three letters; -1 if there is
   * none.
   */
  private static int afterName(byte[] bytes, int from, int to, char a, char b, char c) {
    for (int i = from + 2; i < to; i++) {
      if (bytes[i] == c && bytes[i - 1] == b && bytes[i - 2] == a) {
        int value = value(bytes, i + 1, to);
        if (value >= 0) {
          return value;
        }
      }
    }
    return -1;
  }

  /** Past {@code ":}, {@code \":} or {@code ": } to the first digit. */
  private static int value(byte[] bytes, int from, int to) {
    int i = from;
    boolean named = false;
    while (i < to && (bytes[i] == '\\' || bytes[i] == '"' || bytes[i] == ':' || bytes[i] == ' ')) {
      named |= bytes[i] == ':';
      i++;
    }
    return named && i < to && isDigit(bytes[i]) ? i : -1;
  }

  private static long digits(byte[] bytes, int from, int to) {
    long number = 0;
    for (int i = from; i < to && isDigit(bytes[i]); i++) {
      number = number * 10 + bytes[i] - '0';
    }
    return number;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }
}
