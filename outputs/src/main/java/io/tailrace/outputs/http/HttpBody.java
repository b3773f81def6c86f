package io.tailrace.outputs.http;

import java.io.IOException;
import java.io.OutputStream;

/** What a request carries; written once, on the thread that sends it. */
public interface HttpBody {
  /** What {@link #length} says when that is only known once it is written. */
  long UNKNOWN_LENGTH = -1;

  String contentType();

  long length();

  void writeTo(OutputStream out) throws IOException;

  /**
   * A part of an array.
   *
   * @param bytes not copied; must stay as they are until the answer is there
   */
  static HttpBody of(String contentType, byte[] bytes, int from, int to) {
    return new HttpBody() {
      @Override
      public String contentType() {
        return contentType;
      }

      @Override
      public long length() {
        return (long) to - from;
      }

      @Override
      public void writeTo(OutputStream out) throws IOException {
        out.write(bytes, from, to - from);
      }
    };
  }
}
