package io.tailrace.benchmarks.sink;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;

/**
 * The requests of one connection, one after the other: {@link #read} makes this the next one.
 * Buffers are kept from one to the next. Owned by the connection's thread.
 */
final class Request {
  private static final int BUFFER_BYTES = 64 * 1024;
  private static final int MOST_LINE_BYTES = 16 * 1024;

  /** Batches are of a megabyte by default; what is compared with it may send larger ones. */
  static final int MOST_BODY_BYTES = 64 << 20;

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int position;
  private int limit;

  private final byte[] line = new byte[MOST_LINE_BYTES];
  private String method = "";
  private String target = "";
  private String encoding = "";
  private String contentType = "";
  private boolean chunked;
  private boolean closing;
  private int contentLength;

  private byte[] body = new byte[BUFFER_BYTES];
  private int bodyLength;

  Request(InputStream in) {
    this.in = in;
  }

  /**
   * Reads the next request.
   *
   * @return false if the connection was closed instead
   * @throws IOException when it breaks off, or is none
   */
  boolean read() throws IOException {
    String start = line();
    if (start.isEmpty()) {
      return false;
    }
    String[] words = start.split(" ", -1);
    if (words.length != 3) {
      throw new IOException("no request: " + start);
    }
    method = words[0];
    target = words[1];
    readHeaders();
    bodyLength = 0;
    if (chunked) {
      readChunks();
    } else {
      readBody(contentLength);
    }
    return true;
  }

  String method() {
    return method;
  }

  /** Path and query. */
  String target() {
    return target;
  }

  /** Of the content; empty if there is none. */
  String encoding() {
    return encoding;
  }

  String contentType() {
    return contentType;
  }

  /** Whether the client wants no further answer on this connection. */
  boolean isLast() {
    return closing;
  }

  /** The body as it was sent, up to {@link #bodyLength}; of this request only until the next. */
  byte[] body() {
    return body;
  }

  int bodyLength() {
    return bodyLength;
  }

  private void readHeaders() throws IOException {
    encoding = "";
    contentType = "";
    chunked = false;
    closing = false;
    contentLength = 0;
    String header = line();
    while (!header.isEmpty()) {
      int colon = header.indexOf(':');
      if (colon < 0) {
        throw new IOException("no header: " + header);
      }
      take(
          header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 1).strip());
      header = line();
    }
  }

  private void take(String name, String value) throws IOException {
    switch (name) {
      case "content-length" -> contentLength = number(value, 10);
      case "transfer-encoding" -> chunked = value.equalsIgnoreCase("chunked");
      case "content-encoding" -> encoding = value.toLowerCase(Locale.ROOT);
      case "content-type" -> contentType = value.toLowerCase(Locale.ROOT);
      case "connection" -> closing = value.equalsIgnoreCase("close");
      default -> {
        // Nothing else changes what is counted.
      }
    }
  }

  private void readChunks() throws IOException {
    int size = number(line(), 16);
    while (size > 0) {
      readBody(size);
      line();
      size = number(line(), 16);
    }
    line();
  }

  /** Appends so many bytes to the body. */
  private void readBody(int length) throws IOException {
    if (length < 0 || length > MOST_BODY_BYTES - bodyLength) {
      throw new IOException("a body of more than " + MOST_BODY_BYTES + " bytes");
    }
    int end = bodyLength + length;
    if (body.length < end) {
      body = Arrays.copyOf(body, Math.max(end, body.length * 2));
    }
    int buffered = Math.min(length, limit - position);
    System.arraycopy(buffer, position, body, bodyLength, buffered);
    position += buffered;
    bodyLength += buffered;
    int missing = end - bodyLength;
    if (in.readNBytes(body, bodyLength, missing) < missing) {
      throw new EOFException("the request breaks off");
    }
    bodyLength = end;
  }

  /** Without its end; empty also at the end of the connection. */
  private String line() throws IOException {
    int length = 0;
    int next = next();
    while (next >= 0 && next != '\n') {
      if (length == line.length) {
        throw new IOException("a header line of more than " + MOST_LINE_BYTES + " bytes");
      }
      line[length++] = (byte) next;
      next = next();
    }
    boolean ended = length > 0 && line[length - 1] == '\r';
    return new String(line, 0, ended ? length - 1 : length, ISO_8859_1);
  }

  private int next() throws IOException {
    if (position == limit) {
      position = 0;
      limit = Math.max(0, in.read(buffer));
      if (limit == 0) {
        return -1;
      }
    }
    return buffer[position++] & 0xFF;
  }

  private static int number(String text, int radix) throws IOException {
    try {
      return Integer.parseUnsignedInt(text, radix);
    } catch (NumberFormatException e) {
      throw new IOException("no length: " + text, e);
    }
  }
}
