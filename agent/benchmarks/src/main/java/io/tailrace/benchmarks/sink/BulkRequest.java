package io.tailrace.benchmarks.sink;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Reads the body of a {@code _bulk} request: an action line and a document line, in turn. */
final class BulkRequest {
  private static final byte[] ACTION = "{\"".getBytes(US_ASCII);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long LINE_FEEDS = '\n' * ONES;

  private BulkRequest() {}

  /**
   * Adds the number of each document.
   *
   * @throws IOException when it is not what Elasticsearch would take
   */
  static void read(byte[] body, int length, Numbers numbers) throws IOException {
    int at = 0;
    while (at < length) {
      int action = lineEnd(body, at, length);
      requireAction(body, at, action);
      int document = lineEnd(body, action + 1, length);
      if (body[action + 1] != '{' || body[document - 1] != '}') {
        throw new IOException("a document that is no JSON object");
      }
      numbers.addDocument(body, action + 1, document);
      at = document + 1;
    }
  }

  /** Whether its first item is {@code index}ed, not {@code create}d. */
  static boolean indexes(byte[] body, int length) {
    return length > ACTION.length && body[ACTION.length] == 'i';
  }

  private static void requireAction(byte[] body, int from, int to) throws IOException {
    String start = new String(body, from, Math.min(to - from, 9), US_ASCII);
    if (!start.startsWith("{\"create\"") && !start.startsWith("{\"index\":")) {
      throw new IOException("no action: " + start);
    }
  }

  private static int lineEnd(byte[] bytes, int from, int to) throws IOException {
    int i = from;
    for (; i <= to - Long.BYTES; i += Long.BYTES) {
      long other = (long) LONG.get(bytes, i) ^ LINE_FEEDS;
      long marks = (other - ONES) & ~other & (ONES << 7);
      if (marks != 0) {
        return i + (Long.numberOfTrailingZeros(marks) >> 3);
      }
    }
    for (; i < to; i++) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    throw new IOException("the last line has no end");
  }
}
