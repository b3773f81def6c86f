package io.tailrace.outputs;

import java.util.Arrays;

/**
 * Some records of a batch, in the batch's order: what one request carries.
 *
 * @param batch not changed while the selection is in use
 * @param records the records' indexes, ascending, at least one; not to be written to
 */
@SuppressWarnings("ArrayRecordComponent") // Owned by the one thread that ships the batch.
public record Selection(Batch batch, int[] records) {
  public Selection {
    if (records.length == 0) {
      throw new IllegalArgumentException("a selection has at least one record");
    }
  }

  /** Every record of the batch. */
  public static Selection all(Batch batch) {
    int[] records = new int[batch.count()];
    Arrays.setAll(records, i -> i);
    return new Selection(batch, records);
  }

  /** The number of records. */
  public int count() {
    return records.length;
  }

  /** Index in the batch of the selection's {@code i}th record. */
  public int record(int i) {
    return records[i];
  }

  /** The records from the {@code from}th to before the {@code to}th of this selection. */
  public Selection slice(int from, int to) {
    return new Selection(batch, Arrays.copyOfRange(records, from, to));
  }

  /** The sum of the records' encoded lengths in bytes. */
  public long bytes() {
    long sum = 0;
    for (int record : records) {
      sum += batch.recordTo(record) - batch.recordFrom(record);
    }
    return sum;
  }
}
