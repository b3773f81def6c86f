package io.tailrace.outputs.loki;

import io.tailrace.outputs.Batch;
import io.tailrace.outputs.Selection;
import java.util.Arrays;

/**
 * The body of one push request: {@code PushRequest}, compressed as one Snappy block.
 *
 * <p>A batch holds entries in the order they were read. Here they are put together by stream; the
 * entries of one stream stay in their order. Reused, and used by one shipping thread at a time.
 * Bounded: at most 1.2 times the batch's bytes, of which lines as they usually are take a third.
 */
final class PushBody {
  private static final int NONE = -1;

  /** A tag and a length. */
  private static final int MAX_HEADER_BYTES = 6;

  private final SnappyBlock block = new SnappyBlock();
  private final byte[] header = new byte[MAX_HEADER_BYTES];

  // Chains of the selection's records by stream: first and last of each stream, and the next of
  // each record. `used` lists the streams there are, in the order of their first record.
  private int[] first = {};
  private int[] last = {};
  private int[] next = {};
  private int[] entryBytes = {};
  private int[] used = {};
  private int usedCount;

  /** Makes the body for some records. */
  void build(Selection selection, Streams streams) {
    chain(selection, streams.count());
    int plainSize = 0;
    for (int i = 0; i < usedCount; i++) {
      plainSize = Math.addExact(plainSize, Wire.fieldSize(streamSize(used[i], streams)));
    }
    block.begin(plainSize);
    for (int i = 0; i < usedCount; i++) {
      writeStream(used[i], selection, streams);
    }
    block.end();
  }

  /** The compressed body, up to {@link #size()}. */
  byte[] bytes() {
    return block.bytes();
  }

  int size() {
    return block.size();
  }

  private void chain(Selection selection, int streamCount) {
    if (first.length < streamCount) {
      first = new int[streamCount];
      last = new int[streamCount];
      entryBytes = new int[streamCount];
      used = new int[streamCount];
    }
    if (next.length < selection.count()) {
      next = new int[selection.count()];
    }
    Arrays.fill(first, NONE);
    usedCount = 0;
    Batch batch = selection.batch();
    for (int i = 0; i < selection.count(); i++) {
      int record = selection.record(i);
      append(i, batch.tag(record), batch.recordTo(record) - batch.recordFrom(record));
    }
  }

  private void append(int i, int stream, int bytes) {
    if (first[stream] == NONE) {
      first[stream] = i;
      entryBytes[stream] = 0;
      used[usedCount++] = stream;
    } else {
      next[last[stream]] = i;
    }
    last[stream] = i;
    next[i] = NONE;
    entryBytes[stream] += bytes;
  }

  private int streamSize(int stream, Streams streams) {
    return streams.get(stream).field().length + entryBytes[stream];
  }

  private void writeStream(int stream, Selection selection, Streams streams) {
    byte[] labels = streams.get(stream).field();
    block.append(header, 0, Wire.header(Wire.STREAM, streamSize(stream, streams), header, 0));
    block.append(labels, 0, labels.length);
    writeEntries(first[stream], selection);
  }

  private void writeEntries(int first, Selection selection) {
    Batch batch = selection.batch();
    int i = first;
    while (i != NONE) {
      int from = batch.recordFrom(selection.record(i));
      int to = from;
      // Neighbours in the batch are taken at once.
      while (i != NONE && batch.recordFrom(selection.record(i)) == to) {
        to = batch.recordTo(selection.record(i));
        i = next[i];
      }
      block.append(batch.bytes(), from, to);
    }
  }
}
