package io.tailrace.outputs.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** Makes something of an answer while it arrives, on the thread that sent the request. */
@FunctionalInterface
public interface AnswerReader<T> {
  /**
   * @param headers by their names in lower case
   * @param body closed by the caller; it may be of any length
   * @throws IOException from {@code body}; makes the whole a {@link HttpAnswer.Failed}
   */
  T read(int status, Map<String, String> headers, InputStream body) throws IOException;
}
