package io.tailrace.agent.settings;

import java.time.Duration;

/**
 * How records are collected for an output.
 *
 * @param batchBytes a batch is sent when it has reached this size, before compression
 * @param linger a batch is sent when its first record has waited this long
 * @param inFlight how many batches may be under way at once
 */
public record Batching(ByteSize batchBytes, Duration linger, int inFlight) {
  public Batching {
    if (inFlight < 1) {
      throw new IllegalArgumentException("in flight: " + inFlight);
    }
  }

  /** What it takes at most: the batches in flight and the one being filled. */
  public ByteSize memory() {
    return new ByteSize(Math.multiplyExact(inFlight + 1L, batchBytes.bytes()));
  }
}
