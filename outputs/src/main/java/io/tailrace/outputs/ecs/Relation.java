package io.tailrace.outputs.ecs;

/**
 * How the dotted name of one field stands to another's. Elasticsearch reads {@code a.b} as {@code
 * b} inside the object {@code a}, so that only names that stand apart can both be fields.
 */
enum Relation {
  APART,
  SAME,
  /** {@code a.b.c} to {@code a.b}. */
  BELOW,
  /** {@code a} to {@code a.b}. */
  ABOVE;

  static Relation of(byte[] name, int from, int to, byte[] other, int otherFrom, int otherTo) {
    int length = to - from;
    int otherLength = otherTo - otherFrom;
    int shared = Math.min(length, otherLength);
    for (int i = 0; i < shared; i++) {
      if (name[from + i] != other[otherFrom + i]) {
        return APART;
      }
    }
    if (length == otherLength) {
      return SAME;
    }
    if (length > otherLength) {
      return name[from + shared] == '.' ? BELOW : APART;
    }
    return other[otherFrom + shared] == '.' ? ABOVE : APART;
  }
}
