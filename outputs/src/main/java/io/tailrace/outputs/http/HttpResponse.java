package io.tailrace.outputs.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/**
 * An answer, kept.
 *
 * @param headers by their names in lower case
 * @param body its first {@link #MAX_BODY_BYTES} bytes; not to be written to
 */
@SuppressWarnings("ArrayRecordComponent") // Read once by whoever asked for it, never compared.
public record HttpResponse(int status, Map<String, String> headers, byte[] body) {
  /** Enough for any error of a server and for what an output asks of one by typed requests. */
  public static final int MAX_BODY_BYTES = 256 * 1024;

  public HttpResponse {
    headers = Map.copyOf(headers);
  }

  /** An {@link AnswerReader}. */
  public static HttpResponse read(int status, Map<String, String> headers, InputStream body)
      throws IOException {
    return new HttpResponse(status, headers, body.readNBytes(MAX_BODY_BYTES));
  }

  public String text() {
    return new String(body, UTF_8);
  }
}
