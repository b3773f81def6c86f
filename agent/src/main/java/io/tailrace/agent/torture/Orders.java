package io.tailrace.agent.torture;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What a child process is told by its standard input, a line for each order. That it ends, or that
 * the parent does, is the order to finish.
 *
 * <p>A daemon thread reads; {@link #next} is for one other thread. Bounded by the parent, which
 * gives an order only after the one before is carried out.
 */
final class Orders {
  private final Queue<String> given = new ConcurrentLinkedQueue<>();
  private volatile boolean finished;

  static Orders from(InputStream in) {
    var orders = new Orders();
    Thread.ofPlatform().daemon().name("orders").start(() -> orders.read(in));
    return orders;
  }

  private void read(InputStream in) {
    try (var lines = new BufferedReader(new InputStreamReader(in, UTF_8))) {
      String line = lines.readLine();
      while (line != null) {
        given.add(line);
        line = lines.readLine();
      }
    } catch (IOException e) {
      // A parent that is gone gives no more orders.
    }
    finished = true;
  }

  Optional<String> next() {
    return Optional.ofNullable(given.poll());
  }

  /** Whether it is time to finish; what was ordered before is still to be done. */
  boolean finished() {
    return finished && given.isEmpty();
  }
}
