package io.tailrace.agent.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;

/** Where the demo's logs go, as one who looks things up there sees it. */
public sealed interface Destination permits ElasticsearchDestination, LokiDestination {
  /** What it is, for people: {@code Elasticsearch 9.5.3}. */
  String name();

  /** The agent's settings that make it ship here, in the order to be shown. */
  Map<String, String> agentSettings();

  /** How often it may be asked {@link #stored}. */
  Duration lookEvery();

  /** How many records are safe there by now; nothing when it does not answer. */
  OptionalLong stored();

  /** Looks at every record there is, each exactly as often as it is there. */
  void forEach(RecordConsumer consumer) throws IOException;

  /** A command a person can paste to see some records. */
  String query();

  /** What is done with each record. */
  @FunctionalInterface
  interface RecordConsumer {
    /**
     * @param text all of the record's text, as it is or as JSON
     * @param position how many records were stored before it; nothing where that is not known
     */
    void accept(String text, OptionalLong position);
  }
}
