package io.tailrace.agent.torture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import okio.ByteString;

/**
 * One HTTP/1.1 request, read from a connection.
 *
 * @param target path and query
 * @param headers by their names in lower case
 * @param body decompressed
 */
record HttpCall(String method, String target, Map<String, String> headers, ByteString body) {
  private static final int MOST_LINE = 64 * 1024;

  /** The agent's batches are of a megabyte; one record may make one larger. */
  private static final int MOST_BODY = 64 << 20;

  /**
   * Reads the next request of a connection; nothing if it was closed instead.
   *
   * @throws IOException when it breaks off, or is none
   */
  static Optional<HttpCall> read(InputStream in) throws IOException {
    String start = line(in);
    if (start.isEmpty()) {
      return Optional.empty();
    }
    String[] words = start.split(" ", -1);
    if (words.length != 3) {
      throw new IOException("no request: " + start);
    }
    Map<String, String> headers = headers(in);
    byte[] body =
        "chunked".equalsIgnoreCase(headers.get("transfer-encoding"))
            ? chunks(in)
            : exactly(in, Integer.parseInt(headers.getOrDefault("content-length", "0")));
    return Optional.of(
        new HttpCall(words[0], words[1], headers, ByteString.of(plain(body, headers))));
  }

  String text() {
    return body.utf8();
  }

  private static byte[] plain(byte[] body, Map<String, String> headers) throws IOException {
    if (!"gzip".equals(headers.get("content-encoding"))) {
      return body;
    }
    try (var gzip = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return gzip.readAllBytes();
    }
  }

  private static Map<String, String> headers(InputStream in) throws IOException {
    var headers = new TreeMap<String, String>();
    String line = line(in);
    while (!line.isEmpty()) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
      line = line(in);
    }
    return headers;
  }

  private static byte[] chunks(InputStream in) throws IOException {
    var body = new ByteArrayOutputStream();
    int size = Integer.parseInt(line(in), 16);
    while (size > 0) {
      body.writeBytes(exactly(in, size));
      line(in);
      size = Integer.parseInt(line(in), 16);
    }
    line(in);
    return body.toByteArray();
  }

  private static byte[] exactly(InputStream in, int length) throws IOException {
    if (length > MOST_BODY) {
      throw new IOException("a body of " + length + " bytes");
    }
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the request breaks off");
    }
    return bytes;
  }

  /** Empty also at the end of the connection. */
  private static String line(InputStream in) throws IOException {
    var line = new ByteArrayOutputStream();
    int next = in.read();
    while (next >= 0 && next != '\n') {
      if (line.size() == MOST_LINE) {
        throw new IOException("a line that is too long");
      }
      if (next != '\r') {
        line.write(next);
      }
      next = in.read();
    }
    return line.toString(ISO_8859_1);
  }
}
