package io.tailrace.outputs.elasticsearch;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tailrace.outputs.Batch;
import io.tailrace.outputs.Encoder;
import io.tailrace.outputs.Source;
import io.tailrace.outputs.ecs.EcsDocument;
import io.tailrace.parsers.LogRecord;

/**
 * Writes each record as the two lines it has in a {@code _bulk} request:
 *
 * <pre>{@code
 * {"create":{"_id":"AZsk3kWyT0aXbC12-000000007b"}}
 * {"@timestamp":"2026-01-02T03:04:05.123Z","message":"…"}
 * }</pre>
 *
 * <p>The id is the record's generation and its offset, in hexadecimal: the same after any restart,
 * so that a record sent twice is there once ({@code create} refuses an id that is there). In a data
 * stream that holds within one backing index: a record sent again after a rollover that came
 * between is there twice.
 *
 * <p>Nothing of a record is in the action line: index, id and pipeline never come from its
 * contents.
 */
final class BulkEncoder implements Encoder {
  private static final byte[] BEFORE_ID = ascii("{\"create\":{\"_id\":\"");
  private static final byte[] AFTER_ID = ascii("\"}}\n");

  /** Offsets of files up to 1 TiB have ids of one length. */
  private static final int MIN_OFFSET_DIGITS = 10;

  private static final int MAX_OFFSET_DIGITS = 16;
  private static final byte[] HEX = ascii("0123456789abcdef");

  private final EcsDocument document = new EcsDocument();

  @Override
  public void encode(LogRecord record, Source source, long offset, long readNanos, Batch batch) {
    writeAction(source.generation(), offset, batch);
    document.write(record, source, offset, readNanos, batch);
    batch.reserve(1)[batch.size()] = '\n';
    batch.advance(batch.size() + 1);
    long time = record.timeNanos() == LogRecord.NO_TIME ? readNanos : record.timeNanos();
    batch.endRecord(0, time, source, offset);
  }

  /**
   * Appends a document that was written before.
   *
   * @param document a JSON object without a line break
   */
  static void append(byte[] document, Source source, long offset, Batch batch) {
    for (byte b : document) {
      if (b == '\n') {
        throw new IllegalArgumentException("the document is more than one line");
      }
    }
    writeAction(source.generation(), offset, batch);
    byte[] target = batch.reserve(document.length + 1);
    int end = copy(document, target, batch.size());
    target[end] = '\n';
    batch.advance(end + 1);
    batch.endRecord(0, 0, source, offset);
  }

  private static void writeAction(String generation, long offset, Batch batch) {
    byte[] target =
        batch.reserve(
            BEFORE_ID.length + generation.length() + 1 + MAX_OFFSET_DIGITS + AFTER_ID.length);
    int at = copy(BEFORE_ID, target, batch.size());
    for (int i = 0; i < generation.length(); i++) {
      target[at++] = (byte) generation.charAt(i);
    }
    target[at++] = '-';
    int digits = Math.max(MIN_OFFSET_DIGITS, (67 - Long.numberOfLeadingZeros(offset)) / 4);
    for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) {
      target[at++] = HEX[(int) (offset >>> shift) & 15];
    }
    batch.advance(copy(AFTER_ID, target, at));
  }

  private static int copy(byte[] bytes, byte[] target, int at) {
    System.arraycopy(bytes, 0, target, at, bytes.length);
    return at + bytes.length;
  }

  /** The id of a record that this encoder wrote. */
  static String id(Batch batch, int record) {
    int from = batch.recordFrom(record) + BEFORE_ID.length;
    int to = documentFrom(batch, record) - AFTER_ID.length;
    return new String(batch.bytes(), from, to - from, US_ASCII);
  }

  /** Where in the batch the document of a record begins that this encoder wrote. */
  static int documentFrom(Batch batch, int record) {
    int at = batch.recordFrom(record);
    while (batch.bytes()[at] != '\n') {
      at++;
    }
    return at + 1;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }
}
