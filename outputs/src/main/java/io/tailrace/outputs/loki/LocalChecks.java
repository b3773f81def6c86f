package io.tailrace.outputs.loki;

import com.google.protobuf.CodedInputStream;
import io.tailrace.outputs.Batch;
import io.tailrace.outputs.Delivery.Refused;
import io.tailrace.outputs.Selection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Parts the records that Loki would refuse from those it takes.
 *
 * <p>Only what can be known beforehand and is not settled by the encoder already: the line's length
 * and the time. That an entry is too far behind its stream's newest only Loki knows.
 *
 * @param limits what Loki takes
 */
record LocalChecks(LokiLimits limits) {
  /**
   * @param accepted indexes in the batch of the records worth sending
   * @param refused the others
   */
  @SuppressWarnings("ArrayRecordComponent") // Used by one thread, for one request.
  record Parted(int[] accepted, List<Refused> refused) {}

  Parted part(Selection selection, Instant now) {
    long oldest = nanos(now.minus(limits.maxAge()));
    long newest = nanos(now.plus(limits.maxFuture()));
    int[] accepted = new int[selection.count()];
    int count = 0;
    List<Refused> refused = new ArrayList<>();
    for (int i = 0; i < selection.count(); i++) {
      int record = selection.record(i);
      String trouble = trouble(selection.batch(), record, oldest, newest);
      if (trouble.isEmpty()) {
        accepted[count++] = record;
      } else {
        refused.add(new Refused(record, trouble));
      }
    }
    return new Parted(Arrays.copyOf(accepted, count), refused);
  }

  private String trouble(Batch batch, int record, long oldest, long newest) {
    long time = batch.timeNanos(record);
    if (time < oldest) {
      return "too old for Loki: %s, the oldest it takes is %s".formatted(at(time), at(oldest));
    }
    if (time > newest) {
      return "too new for Loki: %s, the newest it takes is %s".formatted(at(time), at(newest));
    }
    int bytes = batch.recordTo(record) - batch.recordFrom(record);
    if (bytes > limits.maxLineBytes()) {
      int line = lineBytes(batch, record);
      if (line > limits.maxLineBytes()) {
        return "too long for Loki: %d bytes, it takes %d".formatted(line, limits.maxLineBytes());
      }
    }
    return "";
  }

  /** The length of an entry's line; only asked of entries that are long in all. */
  private static int lineBytes(Batch batch, int record) {
    int from = batch.recordFrom(record);
    var entry = CodedInputStream.newInstance(batch.bytes(), from, batch.recordTo(record) - from);
    try {
      entry.readTag();
      entry.readRawVarint32();
      for (int tag = entry.readTag(); tag != 0; tag = entry.readTag()) {
        if (tag == Wire.LINE) {
          return entry.readRawVarint32();
        }
        entry.skipField(tag);
      }
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException("record " + record + " is not as it was encoded", e);
    }
  }

  private static long nanos(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
  }

  private static Instant at(long nanos) {
    return Instant.EPOCH.plus(nanos, ChronoUnit.NANOS);
  }
}
