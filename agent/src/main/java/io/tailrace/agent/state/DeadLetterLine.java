package io.tailrace.agent.state;

import io.tailrace.outputs.RawJson;
import io.tailrace.outputs.Source;
import java.util.Map;

/**
 * What a line of a {@link DeadLetterFile} says of a record.
 *
 * @param body what the output made of the record, as it was written
 */
public record DeadLetterLine(Source source, long offset, String body) {
  /**
   * Reads a line.
   *
   * @param line without its line break
   * @throws IllegalArgumentException when it is no such line; the message says why
   */
  public static DeadLetterLine parse(byte[] line) {
    RawJson json = RawJson.parse(line);
    var source = new Source(json.text("generation"), json.text("file"), Map.of());
    long offset = json.number("offset");
    if (offset < 0) {
      throw new IllegalArgumentException("\"offset\" is negative");
    }
    return new DeadLetterLine(source, offset, json.object("record"));
  }
}
