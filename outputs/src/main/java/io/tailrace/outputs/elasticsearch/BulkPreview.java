package io.tailrace.outputs.elasticsearch;

import io.tailrace.outputs.Encoder;
import io.tailrace.outputs.Preview;
import io.tailrace.outputs.Selection;
import io.tailrace.outputs.http.GzipBody;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The {@code _bulk} requests of an output. */
public final class BulkPreview implements Preview {
  private final Encoder encoder = new BulkEncoder();
  private final int gzipLevel;

  /**
   * @param gzipLevel 0 for none, else 1 to 9
   */
  public BulkPreview(int gzipLevel) {
    this.gzipLevel = gzipLevel;
  }

  @Override
  public Encoder encoder() {
    return encoder;
  }

  @Override
  public Request request(Selection selection) {
    return new Request(gzipLevel == 0 ? selection.bytes() : gzipped(selection), List.of());
  }

  private long gzipped(Selection selection) {
    CountedBytes counted = new CountedBytes();
    try {
      new GzipBody(new BulkBody(selection, ""), gzipLevel).writeTo(counted);
    } catch (IOException e) {
      throw new UncheckedIOException("nothing is written anywhere", e);
    }
    return counted.count;
  }

  private static final class CountedBytes extends OutputStream {
    private long count;

    @Override
    public void write(int b) {
      count++;
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
      count += length;
    }
  }
}
