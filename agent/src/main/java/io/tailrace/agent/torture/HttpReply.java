package io.tailrace.agent.torture;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import okio.ByteString;

/** An answer to an {@link HttpCall}. */
record HttpReply(int status, Map<String, String> headers, ByteString body) {
  static HttpReply json(int status, String body) {
    return new HttpReply(
        status,
        Map.of("Content-Type", "application/json", "X-Elastic-Product", "Elasticsearch"),
        ByteString.encodeUtf8(body));
  }

  static HttpReply empty(int status) {
    return new HttpReply(status, Map.of(), ByteString.EMPTY);
  }

  static HttpReply html(int status, String text) {
    return new HttpReply(
        status,
        Map.of("Content-Type", "text/html"),
        ByteString.encodeUtf8("<html><body><h1>" + text + "</h1></body></html>"));
  }

  /** As it goes over the wire. */
  byte[] bytes() {
    var bytes = new ByteArrayOutputStream();
    var head = new StringBuilder("HTTP/1.1 " + status + " .\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    if (status != 204) {
      head.append("Content-Length: ").append(body.size()).append("\r\n");
    }
    bytes.writeBytes(head.append("\r\n").toString().getBytes(UTF_8));
    bytes.writeBytes(body.toByteArray());
    return bytes.toByteArray();
  }
}
