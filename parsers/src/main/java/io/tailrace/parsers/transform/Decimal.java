package io.tailrace.parsers.transform;

import io.tailrace.parsers.JsonScanner;

/**
 * A decimal number where it stands, compared digit by digit: exact, and nothing is made of it. It
 * is {@code ±0.d × 10^magnitude}, with the digits {@code d} from the first that is not 0 on.
 */
final class Decimal {
  /** What powers of ten are bounded by: no number of so many bytes makes up for it. */
  private static final long MAX_EXPONENT = 1L << 40;

  private byte[] bytes = {};
  private int sign;
  private int first;
  private int last;
  private long magnitude;

  /** Takes the number {@code bytes[from, to)}; false if that is none as JSON has them. */
  boolean read(byte[] bytes, int from, int to) {
    if (from >= to || JsonScanner.number(bytes, from, to) != to) {
      return false;
    }
    this.bytes = bytes;
    boolean negative = bytes[from] == '-';
    int end = readDigits(negative ? from + 1 : from, to);
    sign = first < 0 ? 0 : negative ? -1 : 1;
    if (end < to) {
      magnitude += exponent(end + 1, to);
    }
    return true;
  }

  /** Finds the first and last digit that counts; index after the digits. */
  private int readDigits(int from, int to) {
    first = -1;
    last = -1;
    int point = -1;
    int i = from;
    for (; i < to && (bytes[i] | 0x20) != 'e'; i++) {
      if (bytes[i] == '.') {
        point = i;
      } else if (bytes[i] != '0') {
        first = first < 0 ? i : first;
        last = i;
      }
    }
    int ones = point < 0 ? i : point;
    magnitude = first < ones ? ones - first : ones - first + 1;
    return i;
  }

  private long exponent(int from, int to) {
    boolean negative = bytes[from] == '-';
    long value = 0;
    for (int i = negative || bytes[from] == '+' ? from + 1 : from; i < to; i++) {
      value = Math.min(value * 10 + (bytes[i] - '0'), MAX_EXPONENT);
    }
    return negative ? -value : value;
  }

  /** Negative if this is less than the other one, 0 if they are equal. */
  int compareTo(Decimal other) {
    if (sign != other.sign || sign == 0) {
      return Integer.compare(sign, other.sign);
    }
    return sign
        * (magnitude == other.magnitude
            ? compareDigits(other)
            : Long.compare(magnitude, other.magnitude));
  }

  private int compareDigits(Decimal other) {
    int i = first;
    int k = other.first;
    while (i <= last && k <= other.last) {
      if (bytes[i] == '.') {
        i++;
      } else if (other.bytes[k] == '.') {
        k++;
      } else if (bytes[i] != other.bytes[k]) {
        return Byte.compare(bytes[i], other.bytes[k]);
      } else {
        i++;
        k++;
      }
    }
    // The last digit that counts is not 0, so whichever has more of them is the greater one.
    return Boolean.compare(i <= last, k <= other.last);
  }
}
