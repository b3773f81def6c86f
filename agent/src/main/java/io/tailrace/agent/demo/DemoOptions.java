package io.tailrace.agent.demo;

import java.net.URI;
import java.util.Optional;

/**
 * How the demo is to run.
 *
 * @param seconds for how long the sample application writes
 * @param keep whether server, agent and files stay until Ctrl-C
 * @param elasticsearch the user's own; otherwise the demo starts one, and kills it half way
 * @param loki the user's own, instead of an Elasticsearch
 */
public record DemoOptions(
    int seconds, boolean keep, Optional<URI> elasticsearch, Optional<URI> loki) {
  private static final int LEAST_SECONDS = 5;
  private static final int MOST_SECONDS = 1800;

  public DemoOptions {
    if (seconds < LEAST_SECONDS || seconds > MOST_SECONDS) {
      throw new IllegalArgumentException(
          "--seconds %d is not between %d and %d".formatted(seconds, LEAST_SECONDS, MOST_SECONDS));
    }
    if (elasticsearch.isPresent() && loki.isPresent()) {
      throw new IllegalArgumentException("--elasticsearch or --loki, not both");
    }
  }

  /** Whether the server is the demo's own, which it kills half way. */
  boolean crashes() {
    return elasticsearch.isEmpty() && loki.isEmpty();
  }
}
