package io.tailrace.outputs.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Another body, compressed as it is sent: nothing of it is held. To be sent with {@code
 * Content-Encoding: gzip}.
 *
 * @param level from {@link Deflater#BEST_SPEED} to {@link Deflater#BEST_COMPRESSION}
 */
public record GzipBody(HttpBody plain, int level) implements HttpBody {
  private static final int BUFFER_BYTES = 8 * 1024;

  public GzipBody {
    if (level < Deflater.BEST_SPEED || level > Deflater.BEST_COMPRESSION) {
      throw new IllegalArgumentException("gzip has the levels 1 to 9, not " + level);
    }
  }

  @Override
  public String contentType() {
    return plain.contentType();
  }

  @Override
  public long length() {
    return UNKNOWN_LENGTH;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    var gzip = new LevelledGzip(out, level);
    try {
      plain.writeTo(gzip);
      gzip.finish();
    } finally {
      gzip.free();
    }
  }

  /** The JDK's stream lets only its heirs choose the level. */
  private static final class LevelledGzip extends GZIPOutputStream {
    LevelledGzip(OutputStream out, int level) throws IOException {
      super(out, BUFFER_BYTES);
      def.setLevel(level);
    }

    /**
     * Gives back the memory outside the heap, which {@code close} would only do with the socket.
     */
    void free() {
      def.end();
    }
  }
}
