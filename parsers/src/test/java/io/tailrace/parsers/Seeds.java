package io.tailrace.parsers;

import java.util.Random;
import java.util.function.BiConsumer;

/** Runs a randomised test with one seed after the other, and names the one that failed. */
final class Seeds {
  private Seeds() {}

  /** Runs the test {@code runs} times; a failure names the seed that repeats it. */
  static void each(long firstSeed, int runs, BiConsumer<Random, Long> test) {
    for (long seed = firstSeed; seed < firstSeed + runs; seed++) {
      try {
        test.accept(new Random(seed), seed);
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }
}
