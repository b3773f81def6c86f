package io.tailrace.agent.torture;

import java.io.IOException;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Looks at the agent's dead letters as they come. Far fewer are made than would have the agent
 * rotate their file. Used by one thread.
 */
final class DeadLetterTail {
  private static final JsonMapper JSON = new JsonMapper();

  private final LineTail tail;
  private final Audit audit;

  DeadLetterTail(Path stateDirectory, String output, Audit audit) {
    this.tail = new LineTail(stateDirectory.resolve("dead-letter").resolve(output + ".ndjson"));
    this.audit = audit;
  }

  void look() throws IOException {
    tail.read(letter -> audit.deadLettered(record(letter)));
  }

  /** The record as it was sent: Elasticsearch's document, Loki's line. */
  private static String record(String letter) {
    try {
      JsonNode record = JSON.readTree(letter).path("record");
      return record.has("document")
          ? record.path("document").toString()
          : record.path("line").asString("");
    } catch (JacksonException e) {
      return letter;
    }
  }
}
