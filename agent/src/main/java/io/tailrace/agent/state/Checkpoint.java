package io.tailrace.agent.state;

import io.tailrace.agent.files.RememberedGeneration;
import java.util.List;

/**
 * How far every output is with every file.
 *
 * @param generations oldest first
 */
public record Checkpoint(List<RememberedGeneration> generations) {
  /** Of an agent that has never run. */
  public static final Checkpoint EMPTY = new Checkpoint(List.of());

  public Checkpoint {
    generations = List.copyOf(generations);
  }
}
