package io.tailrace.agent;

import io.tailrace.agent.Engine.Parts;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The agent's last work: everything that was written is read, shipped and acknowledged. Run by the
 * main thread, once.
 */
final class Drain {
  private static final Logger LOG = LoggerFactory.getLogger(Drain.class);

  /** How often it looks whether it is done. */
  private static final long LOOK_MILLIS = 20;

  /** How it has ended. */
  sealed interface Outcome {
    /** All that there was is settled, or there was no more time. */
    record Over() implements Outcome {}

    record AskedAgain() implements Outcome {}

    record Failed(Call.Bug bug) implements Outcome {}
  }

  private final Engine engine;
  private final BlockingQueue<Call> calls;
  private final Duration timeout;

  /** Whether one has come; a second one ends it at once. */
  private boolean signalled;

  /** When the time is over; none if there is as much as is needed. */
  private OptionalLong deadlineNanos = OptionalLong.empty();

  Drain(Engine engine, BlockingQueue<Call> calls) {
    this.engine = engine;
    this.calls = calls;
    this.timeout = engine.parts().settings().drainTimeout();
  }

  /** Drains until the time is over that there is since it was asked for. */
  Outcome within(String why, Call asked) throws InterruptedException {
    Optional<Outcome> already = take(asked, why);
    return already.isPresent() ? already.get() : await();
  }

  /** Drains for as long as it takes, or until a signal leaves less time. */
  Outcome atLeisure(String why) throws InterruptedException {
    LOG.info("ending, for {}: shipping what is left, however long it takes", why);
    return await();
  }

  /** Does what is called for meanwhile; the outcome if that is the end of it. */
  private Optional<Outcome> take(Call call, String why) {
    switch (call) {
      case Call.Signalled signal -> {
        if (signalled) {
          return Optional.of(new Outcome.AskedAgain());
        }
        signalled = true;
        hurry(signal.atNanos(), why);
      }
      case Call.Quit quit -> {
        if (deadlineNanos.isEmpty()) {
          hurry(quit.atNanos(), why);
        }
      }
      case Call.Bug bug -> {
        return Optional.of(new Outcome.Failed(bug));
      }
      case Call.ReadSettings() -> LOG.info("the agent is ending; no settings are read any more");
    }
    return Optional.empty();
  }

  private void hurry(long sinceNanos, String why) {
    deadlineNanos = OptionalLong.of(sinceNanos + timeout.toNanos());
    LOG.info(
        "ending{}: shipping what is left, for at most {} s; {} signal ends at once",
        why,
        timeout.toSeconds(),
        signalled ? "a second" : "a");
  }

  private Outcome await() throws InterruptedException {
    long began = System.nanoTime();
    Parts parts = engine.parts();
    parts.catalog().hurry();
    boolean told = false;
    while (deadlineNanos.isEmpty() || deadlineNanos.getAsLong() - System.nanoTime() > 0) {
      // Pipelines believe that there is no more only after a look that saw what there is now.
      if (!told && parts.catalog().lastLookNanos() - began > 0) {
        parts.outputs().forEach(output -> output.pipeline().drain());
        told = true;
      }
      if (told && engine.arePipelinesEnded(System.nanoTime())) {
        return new Outcome.Over();
      }
      Call call = calls.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      Optional<Outcome> end = call == null ? Optional.empty() : take(call, "");
      if (end.isPresent()) {
        return end.get();
      }
    }
    return new Outcome.Over();
  }
}
