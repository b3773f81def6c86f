package io.tailrace.agent.torture;

import io.tailrace.agent.stage.Screen;
import io.tailrace.agent.stage.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;

/**
 * Kills the agent again and again while logs are written and rotated and the destination
 * misbehaves, lets it drain in the end, and says what has become of every event. Used by one
 * thread, once.
 */
final class Torture {
  private static final Duration TICK = Duration.ofMillis(20);
  private static final long LOOK_NANOS = Duration.ofMillis(250).toNanos();

  /** JVMs on a machine that is busy with a build. */
  private static final long START_PATIENCE_NANOS = Duration.ofSeconds(60).toNanos();

  /** The agent's longest wait between two attempts is half of it. */
  private static final long SETTLE_PATIENCE_NANOS = Duration.ofSeconds(60).toNanos();

  /** Longer than an outage and the agent's back-off after it. */
  private static final long SHIP_PATIENCE_NANOS = Duration.ofSeconds(10).toNanos();

  private static final long FIRST_OUTAGE_NANOS = Duration.ofSeconds(5).toNanos();

  /** A kill before it has arrived would lose it with any agent; a busy machine takes its time. */
  private static final long UNLINKED_PATIENCE_NANOS = Duration.ofMinutes(5).toNanos();

  /** Each end at the deadline leaves less; the last needs none but its own. */
  private static final int MOST_DRAINS = 10;

  /** What a few seconds of an agent can make up for. */
  private static final long HOLD_ABOVE = 10_000;

  /** The audit takes 32 bytes for an id at most: more would not fit the program's small heap. */
  private static final long MOST_EVENTS = 1_000_000;

  private final TortureOptions options;
  private final Screen screen;
  private final Target target;
  private final Application application;
  private final Path stateDirectory;
  private final CheckpointDamage damage;
  private final Random random;
  private final Counts counts = new Counts();
  private final Bag<Life> lives;
  private final Bag<End> ends;
  private final long beganNanos = System.nanoTime();
  private final AgentUnderTorture agent;
  private boolean held;
  private long lookNanos = beganNanos;
  private long outageNanos = beganNanos + FIRST_OUTAGE_NANOS;
  private boolean down;

  /** Whether this round's agent has had its end already. */
  private boolean ended;

  Torture(
      TortureOptions options,
      Stage stage,
      Screen screen,
      Target target,
      Application application,
      Random random)
      throws IOException {
    this.options = options;
    this.screen = screen;
    this.target = target;
    this.application = application;
    this.stateDirectory = AgentUnderTorture.stateDirectory(stage);
    this.damage = new CheckpointDamage(stateDirectory, new Random(random.nextLong()));
    this.random = random;
    this.lives = new Bag<>(Life.MIXTURE, random);
    this.ends = new Bag<>(End.MIXTURE, random);
    this.agent = AgentUnderTorture.start(stage, application.volume(), target, System.getenv());
  }

  /**
   * Runs it to its end, or to the first thing that must not be: then what led to it is still there.
   */
  TortureResult run() throws IOException, InterruptedException {
    awaitReading();
    while ((counts.kills < options.kills() || seconds() < options.seconds())
        && !target.audit().isBroken(target.once())) {
      round();
    }
    target.heal();
    down = false;
    application.finish();
    drain();
    return result(target.finalAudit());
  }

  /** What is known by now; for when it is stopped, and from any thread. */
  TortureResult resultSoFar() throws IOException {
    return result(target.audit());
  }

  private TortureResult result(Audit audit) throws IOException {
    return new TortureResult(
        options,
        target,
        counts,
        damage.times(),
        application.rotations(),
        audit.verdict(application.written()),
        Duration.ofNanos(System.nanoTime() - beganNanos));
  }

  private void round() throws IOException, InterruptedException {
    switch (lives.draw()) {
      case NONE -> liveFor(random.nextInt(300));
      case MOMENTS -> liveOnceItReads(random.nextInt(300));
      case SECONDS -> liveOnceItShips(random.nextInt(2_000));
      case LONG -> liveOnceItShips(4_000);
      case UNLINK -> unlinkOne();
      case RECREATE -> recreateOne();
    }
    if (!ended) {
      end();
    }
    ended = false;
    // At once, or after a while in which files are rotated that it has not seen.
    liveFor(random.nextInt(100) < 70 ? 0 : random.nextInt(2_500));
    agent.startAgain();
  }

  private void liveOnceItReads(int millis) throws IOException, InterruptedException {
    awaitReading();
    liveFor(millis);
  }

  /** So that it gets on however slow the machine is, and is killed with requests under way. */
  private void liveOnceItShips(int millis) throws IOException, InterruptedException {
    awaitReading();
    long before = target.audit().settledCount();
    long deadline = System.nanoTime() + SHIP_PATIENCE_NANOS;
    while (target.audit().settledCount() == before && deadline - System.nanoTime() > 0) {
      liveFor(20);
    }
    liveFor(millis);
  }

  private void unlinkOne() throws IOException, InterruptedException {
    List<LogName> logs = application.logs(Mode.UNLINK);
    if (!logs.isEmpty()) {
      unlink(logs.get(random.nextInt(logs.size())));
    }
  }

  private void recreateOne() throws IOException, InterruptedException {
    List<LogName> logs = application.logs(Mode.RECREATE);
    if (!logs.isEmpty()) {
      recreate(logs.get(random.nextInt(logs.size())));
    }
  }

  private void liveFor(int millis) throws IOException, InterruptedException {
    long until = System.nanoTime() + Duration.ofMillis(millis).toNanos();
    while (until - System.nanoTime() > 0) {
      look();
      Thread.sleep(Math.clamp((until - System.nanoTime()) / 1_000_000, 0, TICK.toMillis()));
    }
  }

  private void end() throws IOException, InterruptedException {
    ended = true;
    if (!agent.isAlive()) {
      counts.trouble(
          "the agent ended by itself with %d at its start %d: %s"
              .formatted(agent.exitCode().orElse(-1), agent.starts(), agent.lastPrinted()));
      return;
    }
    End end = agent.reads() ? ends.draw() : End.KILL;
    switch (end) {
      case KILL -> kill();
      case TERMINATE -> terminate(agent.terminate(), true);
      case TERMINATE_THEN_KILL ->
          terminate(agent.terminate(Duration.ofMillis(random.nextInt(2_000))), false);
      case KILL_AND_SPOIL -> {
        kill();
        damage.spoil();
      }
    }
  }

  private void kill() throws InterruptedException {
    agent.kill();
    counts.kills++;
  }

  private void terminate(OptionalInt exit, boolean patiently)
      throws IOException, InterruptedException {
    counts.terminations++;
    if (exit.isPresent()) {
      checkExit(exit.getAsInt());
      return;
    }
    if (patiently) {
      counts.trouble("the agent does not end by SIGTERM: " + agent.lastPrinted());
    }
    kill();
  }

  private void checkExit(int exitCode) throws IOException {
    if (exitCode == 0 || exitCode == 3) {
      counts.drained++;
    } else {
      counts.trouble("the agent ended by SIGTERM with " + exitCode + ": " + agent.lastPrinted());
    }
  }

  /** Removes a log that the agent has open, and cannot ship just then. */
  private void unlink(LogName log) throws IOException, InterruptedException {
    // The counts are up to a tenth of a second old.
    liveFor(250);
    int seen = application.written().getOrDefault(log.toString(), 0) + 1;
    // What was written since this agent's start can have arrived by this agent only.
    if (!awaitSettled(log, seen, SETTLE_PATIENCE_NANOS)) {
      return;
    }
    target.down();
    down = true;
    outageNanos = System.nanoTime() + SETTLE_PATIENCE_NANOS;
    liveFor(random.nextInt(1_000));
    int last = application.order("unlink", log);
    counts.unlinked++;
    liveFor(random.nextInt(1_000));
    endOutage();
    if (!awaitSettled(log, last, UNLINKED_PATIENCE_NANOS)) {
      counts.trouble(log + " was removed while it was shipped, and " + last + " did not arrive");
    }
  }

  /**
   * Removes a log and makes it anew, when all of it has arrived, while no agent runs or one does.
   */
  private void recreate(LogName log) throws IOException, InterruptedException {
    int last = application.order("hold", log);
    boolean settled = awaitSettled(log, last, SETTLE_PATIENCE_NANOS);
    boolean whileDown = random.nextBoolean();
    if (whileDown) {
      end();
    }
    application.order(settled ? "recreate" : "release", log);
    if (settled) {
      counts.recreated++;
    }
    if (!whileDown) {
      liveFor(random.nextInt(500));
    }
  }

  private boolean awaitSettled(LogName log, int number, long patienceNanos)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + patienceNanos;
    while (target.audit().settled().getOrDefault(log.toString(), 0) < number) {
      if (!agent.isAlive() || deadline - System.nanoTime() < 0) {
        return false;
      }
      liveFor(50);
    }
    return true;
  }

  private void awaitReading() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + START_PATIENCE_NANOS;
    while (agent.isAlive() && !agent.reads() && deadline - System.nanoTime() > 0) {
      liveFor(20);
    }
  }

  /** Until it ends with nothing left. */
  private void drain() throws IOException, InterruptedException {
    int exitCode = 3;
    for (int i = 0; i < MOST_DRAINS && exitCode == 3; i++) {
      if (i > 0 || !agent.isAlive()) {
        agent.startToDrain();
      }
      awaitReading();
      awaitShipped();
      exitCode = agent.terminate().orElse(-1);
      target.look();
    }
    if (exitCode != 0) {
      counts.trouble(
          "the agent did not drain, it ended with " + exitCode + ": " + agent.lastPrinted());
    }
  }

  /** What is not there after this time either is for SIGTERM to drain, or is lost. */
  private void awaitShipped() throws IOException, InterruptedException {
    long written = sum(application.written());
    long deadline = System.nanoTime() + SETTLE_PATIENCE_NANOS;
    while (target.audit().settledCount() < written && deadline - System.nanoTime() > 0) {
      liveFor(50);
    }
  }

  /** What is to be done all along: says how far it is, holds the writers, has outages. */
  private void look() throws IOException {
    long now = System.nanoTime();
    if (now - outageNanos >= 0) {
      turnOutage(now);
    }
    if (now - lookNanos < 0) {
      return;
    }
    lookNanos = now + LOOK_NANOS;
    target.look();
    application.settled(target.audit().settled());
    long written = sum(application.written());
    long settled = target.audit().settledCount();
    hold(written - settled > (held ? HOLD_ABOVE / 2 : HOLD_ABOVE) || written > MOST_EVENTS);
    screen.progress(seconds(), progress(written, settled));
  }

  private void turnOutage(long now) throws IOException {
    if (down) {
      endOutage();
    } else {
      outageNanos = now + Duration.ofMillis(random.nextInt(2_000)).toNanos();
      if (!target.isHealed()) {
        target.down();
        down = true;
      }
    }
  }

  private void endOutage() throws IOException {
    down = false;
    target.up();
    outageNanos = System.nanoTime() + Duration.ofMillis(5_000 + random.nextInt(15_000)).toNanos();
  }

  private void hold(boolean hold) throws IOException {
    if (hold != held) {
      held = hold;
      application.hold(hold);
    }
  }

  private String progress(long written, long settled) {
    return "  %4d s   %d/%d kills   %,d written   %,d settled   %,d faults%s%s"
        .formatted(
            seconds(),
            counts.kills,
            options.kills(),
            written,
            settled,
            target.faults().entrySet().stream()
                .filter(fault -> fault.getKey() != Fault.NONE)
                .mapToInt(Map.Entry::getValue)
                .sum(),
            down ? "   down" : "",
            held ? "   writers wait" : "");
  }

  private long seconds() {
    return Duration.ofNanos(System.nanoTime() - beganNanos).toSeconds();
  }

  private static long sum(Map<String, Integer> numbers) {
    return numbers.values().stream().mapToLong(Integer::longValue).sum();
  }

  String lastOfAgent() throws IOException {
    return agent.lastPrinted();
  }
}
