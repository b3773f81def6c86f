package io.tailrace.agent.files;

import java.util.List;

/**
 * What the catalog knows at one moment. One value, for a checkpoint made of two looks could have a
 * generation in neither list.
 *
 * @param generations every generation that may still have something to be read, oldest first
 * @param remembered what nobody reads now and must not be forgotten: what an earlier run knew and
 *     could not be looked for yet, and rotated files that are settled and still lie there
 */
public record KnownFiles(List<Generation> generations, List<RememberedGeneration> remembered) {
  public KnownFiles {
    generations = List.copyOf(generations);
    remembered = List.copyOf(remembered);
  }
}
