package io.tailrace.parsers;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** The request as web servers log it: {@code GET /shop?id=1 HTTP/1.1}. */
final class RequestLine {
  private static final byte[] VERSION = " HTTP/".getBytes(US_ASCII);

  /** Longer "methods" are noise, such as the beginning of a TLS handshake. */
  private static final int MAX_METHOD = 32;

  private RequestLine() {}

  /** Adds method, URL and version; nothing of a request that has no method. */
  static void addTo(LogRecord record, int from, int to) {
    byte[] bytes = record.bytes();
    int methodTo = from;
    while (methodTo < to && isMethodPart(bytes[methodTo])) {
      methodTo++;
    }
    boolean method = methodTo > from && methodTo - from <= MAX_METHOD;
    if (!method || !Scan.isAt(bytes, methodTo, to, ' ')) {
      return;
    }
    int version = Scan.lastIndexOf(bytes, methodTo, to, VERSION);
    int urlTo = version == Scan.NONE ? to : version;
    EcsField.HTTP_REQUEST_METHOD.addText(record, from, methodTo);
    EcsField.URL_ORIGINAL.addText(record, Math.min(methodTo + 1, urlTo), urlTo);
    if (version != Scan.NONE) {
      EcsField.HTTP_VERSION.addText(record, version + VERSION.length, to);
    }
  }

  private static boolean isMethodPart(byte b) {
    return (b >= 'A' && b <= 'Z') || b == '-' || b == '_';
  }
}
