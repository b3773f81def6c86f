package io.tailrace.agent.torture;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Map;

/** An answer to an {@link HttpCall}. */
record HttpReply(int status, Map<String, String> headers, byte[] body) {
  static HttpReply json(int status, String body) {
    return new HttpReply(
        status,
        Map.of("Content-Type", "application/json", "X-Elastic-Product", "Elasticsearch"),
        body.getBytes(UTF_8));
  }

  static HttpReply empty(int status) {
    return new HttpReply(status, Map.of(), new byte[0]);
  }

  static HttpReply html(int status, String text) {
    return new HttpReply(
        status,
        Map.of("Content-Type", "text/html"),
        ("<html><body><h1>" + text + "</h1></body></html>").getBytes(UTF_8));
  }

  /** As it goes over the wire. */
  byte[] bytes() {
    var bytes = new ByteArrayOutputStream();
    var head = new StringBuilder("HTTP/1.1 " + status + " .\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    if (status != 204) {
      head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    bytes.writeBytes(head.append("\r\n").toString().getBytes(UTF_8));
    bytes.writeBytes(body);
    return bytes.toByteArray();
  }
}
