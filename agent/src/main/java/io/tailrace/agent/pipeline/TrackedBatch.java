package io.tailrace.agent.pipeline;

import io.tailrace.agent.files.Position;
import io.tailrace.outputs.Batch;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A batch and what it settles: how far each file's position moves once all of it is delivered,
 * dead-lettered or dropped. Owned by the pipeline's thread; the shipper sees only the batch.
 */
final class TrackedBatch {
  private final Batch batch;
  private long sinceNanos;
  private final Map<Cursor, Position> positions = new LinkedHashMap<>();
  private Cursor[] cursors = new Cursor[256];
  private int[] eventBytes = new int[256];

  /** Bytes of what was dropped of each file that is covered. */
  private final Map<Cursor, Long> filtered = new HashMap<>();

  /** Likewise of the file that is being read, since it was covered last. */
  private long droppedBytes;

  private boolean settled;
  private long shipAfter;

  TrackedBatch(Batch batch) {
    this.batch = batch;
  }

  Batch batch() {
    return batch;
  }

  @SuppressWarnings("ReferenceEquality") // Batches are told apart by being another object.
  boolean isFor(Batch other) {
    return batch == other;
  }

  /** When the first bytes of it were read. */
  long sinceNanos() {
    return sinceNanos;
  }

  /** Notes which bytes the record is that was just added. */
  void added(Cursor cursor, int bytes, long nowNanos) {
    begin(nowNanos);
    int i = batch.count() - 1;
    if (i == eventBytes.length) {
      cursors = Arrays.copyOf(cursors, i * 2);
      eventBytes = Arrays.copyOf(eventBytes, i * 2);
    }
    cursors[i] = cursor;
    eventBytes[i] = bytes;
  }

  /** Notes how many bytes a record is that is not to be shipped; its file is covered next. */
  void dropped(int bytes) {
    droppedBytes += bytes;
  }

  /**
   * All of the file before this position that was not covered by an earlier batch is in this one.
   */
  void cover(Cursor cursor, Position upTo, long nowNanos) {
    begin(nowNanos);
    positions.put(cursor, upTo);
    if (droppedBytes > 0) {
      filtered.merge(cursor, droppedBytes, Long::sum);
      droppedBytes = 0;
    }
  }

  /** The request for a checkpoint that must be met before this may be shipped. */
  long shipAfter() {
    return shipAfter;
  }

  void shipAfter(long request) {
    shipAfter = request;
  }

  private void begin(long nowNanos) {
    if (positions.isEmpty() && batch.count() <= 1) {
      sinceNanos = nowNanos;
    }
  }

  boolean coversAnything() {
    return !positions.isEmpty();
  }

  void settled() {
    settled = true;
  }

  boolean isSettled() {
    return settled;
  }

  /** Moves the positions. All earlier batches of the output are settled. */
  void commit() {
    for (int i = 0; i < batch.count(); i++) {
      if (batch.isDeadLettered(i)) {
        cursors[i].addDeadLettered(eventBytes[i]);
      }
    }
    filtered.forEach(Cursor::addFiltered);
    positions.forEach(Cursor::settle);
  }
}
