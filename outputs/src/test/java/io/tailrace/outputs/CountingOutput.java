package io.tailrace.outputs;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Another output, and how many requests it has under way.
 *
 * @param now how many at this moment
 * @param most how many at once there ever were since it was last set
 */
public record CountingOutput(Output output, AtomicInteger now, AtomicInteger most)
    implements Output {
  @Override
  public String name() {
    return output.name();
  }

  @Override
  public Encoder newEncoder() {
    return output.newEncoder();
  }

  @Override
  public int maxInFlight() {
    return output.maxInFlight();
  }

  @Override
  public Delivery send(Selection selection) throws InterruptedException {
    most.accumulateAndGet(now.incrementAndGet(), Math::max);
    try {
      return output.send(selection);
    } finally {
      now.decrementAndGet();
    }
  }

  @Override
  public Reachability reach() throws InterruptedException {
    return output.reach();
  }

  @Override
  public String deadLetter(Batch batch, int record) {
    return output.deadLetter(batch, record);
  }

  @Override
  public void revive(String deadLetter, Source source, long offset, Batch batch) {
    output.revive(deadLetter, source, offset, batch);
  }

  @Override
  public void close() {
    output.close();
  }
}
