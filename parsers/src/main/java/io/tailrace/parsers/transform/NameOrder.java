package io.tailrace.parsers.transform;

import io.tailrace.parsers.LogRecord;
import java.util.Arrays;

/**
 * Fields in the order of their names, in which a dot comes before all else: so what stands below a
 * name follows it at once. Sorted by merging, for which no byte of a name is looked at more often
 * than the number of fields has binary digits.
 */
final class NameOrder {
  private int[] fields = new int[LogRecord.MAX_FIELDS];
  private int[] spare = new int[LogRecord.MAX_FIELDS];
  private int size;

  void clear() {
    size = 0;
  }

  void add(int field) {
    fields[size++] = field;
  }

  int size() {
    return size;
  }

  /** The field at a place in the order. */
  int at(int place) {
    return fields[place];
  }

  /** Puts all of them in order. */
  void sort(LogRecord record) {
    for (int width = 1; width < size; width *= 2) {
      for (int from = 0; from < size; from += 2 * width) {
        int middle = Math.min(from + width, size);
        merge(record, from, middle, Math.min(middle + width, size));
      }
      int[] sorted = spare;
      spare = fields;
      fields = sorted;
    }
  }

  private void merge(LogRecord record, int from, int middle, int to) {
    int left = from;
    int right = middle;
    for (int i = from; i < to; i++) {
      boolean takesLeft =
          right == to || (left < middle && compare(record, fields[left], fields[right]) <= 0);
      spare[i] = takesLeft ? fields[left++] : fields[right++];
    }
  }

  private static int compare(LogRecord record, int a, int b) {
    int fromA = record.nameFrom(a);
    int fromB = record.nameFrom(b);
    int toA = record.nameTo(a);
    int toB = record.nameTo(b);
    int same = Arrays.mismatch(record.nameBytes(a), fromA, toA, record.nameBytes(b), fromB, toB);
    if (same < 0 || same == toA - fromA || same == toB - fromB) {
      return Integer.compare(toA - fromA, toB - fromB);
    }
    return rank(record.nameBytes(a)[fromA + same]) - rank(record.nameBytes(b)[fromB + same]);
  }

  private static int rank(byte b) {
    return b == '.' ? -1 : b & 0xFF;
  }
}
