package io.tailrace.outputs.ecs;

import java.util.Arrays;

/**
 * Which fields of one record a line leaves out, since they are shipped in another way. Reused for
 * every record, owned by one pipeline's thread; holds as many as settings name, which are few.
 */
public final class OmittedFields {
  /** In ascending order. */
  private int[] fields = new int[16];

  private int count;

  /** Starts over: nothing is left out. */
  public void clear() {
    count = 0;
  }

  /** Leaves out field {@code i} of the record; it may be told twice. */
  public void add(int i) {
    int at = count;
    while (at > 0 && fields[at - 1] >= i) {
      at--;
    }
    if (at < count && fields[at] == i) {
      return;
    }
    if (count == fields.length) {
      fields = Arrays.copyOf(fields, count * 2);
    }
    System.arraycopy(fields, at, fields, at + 1, count - at);
    fields[at] = i;
    count++;
  }

  int count() {
    return count;
  }

  /** The {@code nth} of them, in the order of the record. */
  int at(int nth) {
    return fields[nth];
  }
}
