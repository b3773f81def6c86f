package io.tailrace.agent.status;

import java.nio.charset.StandardCharsets;

/**
 * What goes back to a client.
 *
 * @param status the HTTP status
 * @param contentType with its character set
 */
@SuppressWarnings("ArrayRecordComponent") // Made, sent and forgotten; never compared.
record Answer(int status, String contentType, byte[] body) {
  /** One line of plain text. */
  static Answer line(int status, String line) {
    byte[] body = (line + "\n").getBytes(StandardCharsets.UTF_8);
    return new Answer(status, "text/plain; charset=utf-8", body);
  }

  static Answer ok(String contentType, byte[] body) {
    return new Answer(200, contentType, body);
  }
}
