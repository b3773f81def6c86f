package io.tailrace.agent;

import io.tailrace.outputs.ShipperStatus.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends pipelines that others take the place of: each reads no more, ships what it has read, and
 * ends when that is settled. How long that may take depends on how the destination is doing; what
 * is given up then is read again from the positions. Run by the main thread.
 */
final class Retirement {
  private static final Logger LOG = LoggerFactory.getLogger(Retirement.class);

  /** What may take longer than this would be tried for ever: settings are changed to mend it. */
  private static final Duration RETRYING = Duration.ofSeconds(5);

  /** Nothing gets through, and nothing that was sent is stored. */
  private static final Duration BLOCKED = Duration.ofSeconds(1);

  /** Something else is more urgent. */
  private static final Duration HURRIED = Duration.ofSeconds(1);

  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  /** A pipeline that was told to end only finishes its turn, on however slow a disk. */
  private static final long END_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final AgentThreads threads;
  private final Duration longest;
  private final BooleanSupplier hurried;

  /**
   * @param longest time for an output whose destination takes what it is sent
   * @param hurried whether the agent is to end
   */
  Retirement(AgentThreads threads, Duration longest, BooleanSupplier hurried) {
    this.threads = threads;
    this.longest = longest;
    this.hurried = hurried;
  }

  /** Ends them all; false if a thread does not end. */
  boolean retire(List<RunningOutput> outputs) throws InterruptedException {
    long began = System.nanoTime();
    outputs.forEach(output -> output.pipeline().retire());
    List<RunningOutput> working = new ArrayList<>(outputs);
    boolean ended = true;
    while (!working.isEmpty()) {
      for (RunningOutput output : List.copyOf(working)) {
        boolean settled = threads.join(output.threadName(), System.nanoTime() + LOOK_NANOS);
        if (settled || System.nanoTime() - began > patience(output).toNanos()) {
          ended &= settled || giveUp(output);
          close(output);
          working.remove(output);
        }
      }
    }
    return ended;
  }

  private Duration patience(RunningOutput output) {
    Duration wait =
        switch (output.shipper().status().state()) {
          case State.Healthy() -> longest;
          case State.Retrying _ -> RETRYING;
          case State.Blocked _ -> BLOCKED;
        };
    Duration most = hurried.getAsBoolean() ? HURRIED : longest;
    return wait.compareTo(most) < 0 ? wait : most;
  }

  private boolean giveUp(RunningOutput output) throws InterruptedException {
    LOG.warn(
        "{}: {} batches under way are given up for the new settings; they are read and sent again",
        output.name(),
        output.shipper().status().batchesInFlight());
    // First, so that the pipeline settles what is still handed back.
    output.shipper().close(Duration.ZERO);
    output.pipeline().stop();
    return threads.join(output.threadName(), System.nanoTime() + END_NANOS);
  }

  private static void close(RunningOutput output) {
    output.shipper().close(Duration.ZERO);
    output.output().close();
    long gone = Leftovers.of(output).gone();
    if (gone > 0) {
      LOG.error(
          "{}: {} bytes are lost: they were read and not acknowledged, and their files were"
              + " truncated meanwhile",
          output.name(),
          gone);
    }
  }
}
