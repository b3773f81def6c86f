package io.tailrace.agent.files;

import java.util.List;

/**
 * What earlier runs left behind.
 *
 * @param isKnown whether there was one at all, be it that nothing of it can be used
 * @param generations what it knew, oldest first
 */
public record EarlierRun(boolean isKnown, List<RememberedGeneration> generations) {
  /** This is the first. */
  public static final EarlierRun NONE = new EarlierRun(false, List.of());

  public EarlierRun {
    generations = List.copyOf(generations);
  }
}
