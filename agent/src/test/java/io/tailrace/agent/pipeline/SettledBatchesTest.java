package io.tailrace.agent.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class SettledBatchesTest {
  @Test
  void wakeUpIsNotMissedWhenSomethingElseUsedItUp() {
    SettledBatches settled = new SettledBatches();
    settled.takenBy(Thread.currentThread());
    settled.awake();
    settled.wake();
    // As a lock of the log's or the shipper's does that has to be waited for.
    LockSupport.parkNanos(1);

    long began = System.nanoTime();
    settled.sleep(Duration.ofSeconds(20).toNanos());

    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
  }
}
