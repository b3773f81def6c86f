package io.tailrace.agent.files;

import java.util.List;

/**
 * What the catalog knows at one moment. One value, for a checkpoint made of two looks could have a
 * generation in neither list.
 *
 * @param generations every generation that may still have something to be read, oldest first
 * @param unresolved what an earlier run knew and could not be looked for yet: it must not be
 *     forgotten
 */
public record KnownFiles(List<Generation> generations, List<RememberedGeneration> unresolved) {
  public KnownFiles {
    generations = List.copyOf(generations);
    unresolved = List.copyOf(unresolved);
  }
}
