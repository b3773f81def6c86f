package io.tailrace.agent.torture;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Draws by chance, and yet each thing before any for the second time: so also a short torture does
 * everything there is. Not for several threads at once.
 */
final class Bag<T> {
  private final List<T> all;
  private final Random random;
  private final List<T> left = new ArrayList<>();

  Bag(List<T> all, Random random) {
    this.all = List.copyOf(all);
    this.random = random;
  }

  T draw() {
    if (left.isEmpty()) {
      left.addAll(all);
      Collections.shuffle(left, random);
    }
    return left.removeLast();
  }
}
