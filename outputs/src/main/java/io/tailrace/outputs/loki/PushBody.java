package io.tailrace.outputs.loki;

import io.airlift.compress.v3.snappy.SnappyCompressor;
import io.airlift.compress.v3.snappy.SnappyJavaCompressor;
import io.tailrace.outputs.Batch;
import io.tailrace.outputs.Selection;
import java.util.Arrays;

/**
 * The body of one push request: {@code PushRequest}, compressed as one Snappy block.
 *
 * <p>A batch holds entries in the order they were read. Here they are put together by stream; the
 * entries of one stream stay in their order. Reused, and used by one shipping thread at a time.
 * Bounded: about 2.2 times the batch's bytes, so with {@link LokiOptions#maxInFlight} of these an
 * output needs {@code maxInFlight × 3.2 × batch} bytes in all.
 */
final class PushBody {
  private static final int NONE = -1;

  // The pure Java codec: the native one is unpacked to a temporary file, which a read-only
  // container does not have, and would be a second behaviour to test.
  private final SnappyCompressor snappy = new SnappyJavaCompressor();

  private byte[] plain = {};
  private byte[] compressed = {};
  private int size;

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
    plain = room(plain, plainSize);
    int at = 0;
    for (int i = 0; i < usedCount; i++) {
      at = writeStream(used[i], selection, streams, at);
    }
    compressed = room(compressed, snappy.maxCompressedLength(plainSize));
    size = snappy.compress(plain, 0, plainSize, compressed, 0, compressed.length);
  }

  /** The compressed body, up to {@link #size()}. */
  byte[] bytes() {
    return compressed;
  }

  int size() {
    return size;
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

  private int writeStream(int stream, Selection selection, Streams streams, int at) {
    byte[] labels = streams.get(stream).field();
    at = Wire.header(Wire.STREAM, streamSize(stream, streams), plain, at);
    System.arraycopy(labels, 0, plain, at, labels.length);
    return writeEntries(first[stream], selection, at + labels.length);
  }

  private int writeEntries(int first, Selection selection, int at) {
    Batch batch = selection.batch();
    int i = first;
    while (i != NONE) {
      int from = batch.recordFrom(selection.record(i));
      int to = from;
      // Neighbours in the batch are copied at once.
      while (i != NONE && batch.recordFrom(selection.record(i)) == to) {
        to = batch.recordTo(selection.record(i));
        i = next[i];
      }
      System.arraycopy(batch.bytes(), from, plain, at, to - from);
      at += to - from;
    }
    return at;
  }

  /** An array with room, not much larger than needed: batches are of about one size. */
  private static byte[] room(byte[] array, int needed) {
    boolean fits = array.length >= needed && array.length / 4 <= Math.max(needed, 1 << 20);
    return fits ? array : new byte[needed];
  }
}
