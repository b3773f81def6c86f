package io.tailrace.agent;

import io.tailrace.agent.Engine.Parts;
import io.tailrace.agent.files.FileCatalog;
import io.tailrace.agent.files.Generation;
import io.tailrace.agent.files.HeldStatus;
import io.tailrace.agent.files.Unread;
import io.tailrace.agent.pipeline.Pipeline.FileProgress;
import io.tailrace.agent.pipeline.Pipeline.FinishedFiles;
import io.tailrace.agent.pipeline.Pipeline.ReadEvents;
import io.tailrace.agent.settings.InputSettings;
import io.tailrace.agent.state.Checkpointer;
import io.tailrace.agent.state.StateDirectory;
import io.tailrace.agent.status.AgentStatus;
import io.tailrace.agent.status.FileStatus;
import io.tailrace.agent.status.HoldStatus;
import io.tailrace.agent.status.InputStatus;
import io.tailrace.agent.status.InputStatus.Counters;
import io.tailrace.agent.status.Ledger;
import io.tailrace.agent.status.Liveness;
import io.tailrace.agent.status.OutputStatus;
import io.tailrace.agent.status.ProcessStatus;
import io.tailrace.agent.status.ReloadStatus;
import io.tailrace.agent.status.StateStatus;
import io.tailrace.agent.status.UnreadStatus;
import io.tailrace.parsers.FormatReason;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Looks at the live objects and says how they are; by any thread, changing nothing. */
final class StatusView {
  /** Longer than any look or turn takes, a slow disk included. */
  private static final long STUCK_NANOS = TimeUnit.MINUTES.toNanos(2);

  private final String version;
  private final Instant startedAt;
  private final InstantSource clock;
  private final StateDirectory state;
  private final Supplier<Parts> parts;
  private final Supplier<ReloadStatus> reloads;

  /**
   * @param parts what is at work now; others after a reload
   */
  StatusView(
      String version,
      Instant startedAt,
      InstantSource clock,
      StateDirectory state,
      Supplier<Parts> parts,
      Supplier<ReloadStatus> reloads) {
    this.version = version;
    this.startedAt = startedAt;
    this.clock = clock;
    this.state = state;
    this.parts = parts;
    this.reloads = reloads;
  }

  AgentStatus status() {
    Parts now = parts.get();
    Map<Generation, Map<String, Ledger>> ledgers = new LinkedHashMap<>();
    for (RunningOutput output : now.outputs()) {
      for (FileProgress file : output.progress()) {
        ledgers
            .computeIfAbsent(file.generation(), generation -> new LinkedHashMap<>())
            .put(output.name(), ledger(file));
      }
    }
    return new AgentStatus(
        version,
        startedAt,
        clock.instant(),
        now.settings().inputs().stream().map(input -> input(input, now.outputs())).toList(),
        now.outputs().stream().map(output -> output(output, ledgers)).toList(),
        ledgers.entrySet().stream().map(file -> file(file.getKey(), file.getValue())).toList(),
        unread(now.catalog()),
        stateStatus(now),
        reloads.get(),
        ProcessStatus.ofThisProcess());
  }

  private static Ledger ledger(FileProgress file) {
    return Ledger.sampled(
        file.generation().size(),
        Math.max(0, file.settled() - file.deadLettered() - file.filtered()),
        file.deadLettered(),
        file.filtered(),
        file.lost());
  }

  private static InputStatus input(InputSettings input, List<RunningOutput> outputs) {
    Map<String, Counters> counters = new LinkedHashMap<>();
    for (RunningOutput output : outputs) {
      ReadEvents events = output.events().get(input.name());
      counters.put(
          output.name(),
          events == null
              ? Counters.NONE
              : new Counters(
                  events.events(),
                  events.formats(),
                  events.filtered(),
                  events.drops(),
                  events.parseErrors(),
                  events.withoutTime(),
                  events.badTimes(),
                  events.truncated(),
                  events.invalidUtf8(),
                  events.transformErrors(),
                  events.redactions()));
    }
    Map<String, String> reasons = new HashMap<>();
    for (Counters read : counters.values()) {
      for (String format : read.formats().keySet()) {
        reasons.put(format, FormatReason.of(input.parser(), format));
      }
    }
    return new InputStatus(input.name(), input.parser().label(), reasons, counters);
  }

  private static OutputStatus output(
      RunningOutput output, Map<Generation, Map<String, Ledger>> ledgers) {
    FinishedFiles finished = output.finished();
    Ledger total =
        new Ledger(
            finished.size(),
            finished.size() - finished.deadLettered() - finished.filtered() - finished.lost(),
            finished.deadLettered(),
            finished.filtered(),
            finished.lost());
    for (Map<String, Ledger> file : ledgers.values()) {
      total = total.plus(file.getOrDefault(output.name(), Ledger.EMPTY));
    }
    return new OutputStatus(output.name(), output.type(), output.status(), total);
  }

  private static FileStatus file(Generation generation, Map<String, Ledger> ledgers) {
    return new FileStatus(
        generation.path().toString(),
        generation.id(),
        generation.input().name(),
        generation.size(),
        generation.state() != Generation.State.LIVE,
        ledgers);
  }

  private static UnreadStatus unread(FileCatalog catalog) {
    Unread unread = catalog.unread();
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (Unread.Reason reason : Unread.Reason.values()) {
      counts.put(reason.name().toLowerCase(Locale.ROOT), unread.counts().getOrDefault(reason, 0));
    }
    return new UnreadStatus(
        catalog.lastLookNanos() != 0,
        counts,
        unread.first().stream()
            .map(entry -> new UnreadStatus.Entry(entry.path().toString(), entry.reason().words()))
            .toList());
  }

  private StateStatus stateStatus(Parts now) {
    Checkpointer checkpointer = now.checkpointer();
    Optional<Instant> checkpointed =
        checkpointer.lastWriteNanos().map(at -> clock.instant().minusNanos(System.nanoTime() - at));
    return new StateStatus(
        state.path().toString(),
        checkpointed,
        checkpointer.failures(),
        checkpointer.problem(),
        held(now.catalog()));
  }

  private static HoldStatus held(FileCatalog catalog) {
    HeldStatus held = catalog.held();
    return new HoldStatus(
        held.files(),
        held.bytes(),
        held.maxBytes(),
        held.lostFiles(),
        held.lostBytes(),
        held.problem());
  }

  /** Whether every thread has come round lately. */
  Liveness liveness() {
    Parts work = parts.get();
    long now = System.nanoTime();
    if (now - latest(work, work.catalog().lastLookNanos()) > STUCK_NANOS) {
      return new Liveness.Stuck("the catalog has not looked at the files for over two minutes");
    }
    for (RunningOutput output : work.outputs()) {
      if (now - latest(work, output.pipeline().lastTurnNanos()) > STUCK_NANOS) {
        return new Liveness.Stuck(
            "the pipeline of " + output.name() + " has not come round for over two minutes");
      }
    }
    return new Liveness.Alive();
  }

  private static long latest(Parts work, long nanos) {
    return nanos == 0 ? work.sinceNanos() : nanos;
  }
}
