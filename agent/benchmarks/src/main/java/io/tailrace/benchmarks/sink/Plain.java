package io.tailrace.benchmarks.sink;

import io.airlift.compress.v3.MalformedInputException;
import io.airlift.compress.v3.snappy.SnappyJavaDecompressor;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The body of a request as it was before it was compressed. Buffers are kept from one to the next;
 * owned by the connection's thread.
 */
final class Plain {
  /** The fixed head of a gzip stream; nobody here writes one with names or comments. */
  private static final int GZIP_HEAD_BYTES = 10;

  private final SnappyJavaDecompressor snappy = new SnappyJavaDecompressor();
  private final Inflater inflater = new Inflater(true);
  private byte[] own = {};
  private byte[] bytes = {};
  private int length;

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  /** Of a body that is not compressed. */
  void same(byte[] body, int length) {
    this.bytes = body;
    this.length = length;
  }

  void gunzip(byte[] body, int length) throws IOException {
    if (length < GZIP_HEAD_BYTES || body[0] != 0x1f || (body[1] & 0xFF) != 0x8b || body[3] != 0) {
      throw new IOException("not gzip");
    }
    inflater.reset();
    inflater.setInput(body, GZIP_HEAD_BYTES, length - GZIP_HEAD_BYTES);
    int at = 0;
    try {
      while (!inflater.finished()) {
        room(at + 1);
        int got = inflater.inflate(own, at, own.length - at);
        if (got == 0 && !inflater.finished()) {
          throw new IOException("the gzip stream breaks off");
        }
        at += got;
      }
    } catch (DataFormatException e) {
      throw new IOException("not gzip", e);
    }
    same(own, at);
  }

  void unsnap(byte[] body, int length) throws IOException {
    try {
      int plain = snappy.getUncompressedLength(body, 0);
      room(plain);
      same(own, snappy.decompress(body, 0, length, own, 0, own.length));
    } catch (MalformedInputException e) {
      throw new IOException("not Snappy", e);
    }
  }

  private void room(int needed) throws IOException {
    if (needed > Request.MOST_BODY_BYTES) {
      throw new IOException("more than " + Request.MOST_BODY_BYTES + " bytes decompressed");
    }
    if (own.length < needed) {
      own = Arrays.copyOf(own, Math.max(needed, Math.max(1 << 20, own.length * 2)));
    }
  }
}
