package io.tailrace.agent;

import io.tailrace.agent.files.Generation;
import io.tailrace.agent.pipeline.Pipeline.FileProgress;
import io.tailrace.agent.pipeline.Pipeline.FinishedFiles;
import io.tailrace.agent.pipeline.Pipeline.ReadEvents;
import io.tailrace.outputs.ShipperStatus;
import io.tailrace.outputs.ShipperStatus.State;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the pipelines and shippers of one output have counted that are replaced by others, so that
 * no count goes back when settings are reloaded.
 *
 * @param finished files that are finished, and what was lost of others
 * @param deadLettered bytes of each file that was not finished, by its generation's id
 */
record Counts(
    ShipperStatus shipper,
    FinishedFiles finished,
    Map<String, ReadEvents> events,
    Map<String, Long> deadLettered) {
  static final Counts NONE =
      new Counts(
          new ShipperStatus(new State.Healthy(), 0, 0, 0, 0, 0, 0, Optional.empty()),
          new FinishedFiles(0, 0, 0),
          Map.of(),
          Map.of());

  Counts {
    events = Map.copyOf(events);
    deadLettered = Map.copyOf(deadLettered);
  }

  /** All that was counted for an output whose pipeline has ended. */
  static Counts of(RunningOutput ended) {
    FinishedFiles finished = ended.finished();
    Map<String, Long> deadLettered = new HashMap<>();
    for (FileProgress file : ended.progress()) {
      if (file.generation().state() == Generation.State.ENDED) {
        long gone = Math.max(0, file.generation().size() - file.settled());
        finished = sum(finished, file.generation().size(), file.deadLettered(), gone);
      } else if (file.deadLettered() > 0) {
        deadLettered.put(file.generation().id(), file.deadLettered());
      }
    }
    return new Counts(ended.status(), finished, ended.events(), deadLettered);
  }

  private static FinishedFiles sum(FinishedFiles files, long size, long deadLettered, long lost) {
    return new FinishedFiles(
        files.size() + size, files.deadLettered() + deadLettered, files.lost() + lost);
  }

  ShipperStatus plus(ShipperStatus now) {
    return new ShipperStatus(
        now.state(),
        now.batchesInFlight(),
        shipper.recordsDelivered() + now.recordsDelivered(),
        shipper.bytesDelivered() + now.bytesDelivered(),
        shipper.recordsDeadLettered() + now.recordsDeadLettered(),
        shipper.attempts() + now.attempts(),
        shipper.retries() + now.retries(),
        now.lastDelivery().or(shipper::lastDelivery));
  }

  FileProgress plus(FileProgress file) {
    long earlier = deadLettered.getOrDefault(file.generation().id(), 0L);
    return earlier == 0
        ? file
        : new FileProgress(
            file.generation(),
            file.read(),
            file.settled(),
            file.deadLettered() + earlier,
            file.lost());
  }

  /**
   * The files that are finished.
   *
   * @param now of the present pipeline
   * @param unfinished those it has not finished
   */
  FinishedFiles plus(FinishedFiles now, List<FileProgress> unfinished) {
    long deadLetteredOfFinished = 0;
    if (!deadLettered.isEmpty()) {
      Set<String> open =
          unfinished.stream().map(file -> file.generation().id()).collect(Collectors.toSet());
      for (Map.Entry<String, Long> file : deadLettered.entrySet()) {
        deadLetteredOfFinished += open.contains(file.getKey()) ? 0 : file.getValue();
      }
    }
    return sum(finished, now.size(), now.deadLettered() + deadLetteredOfFinished, now.lost());
  }

  Map<String, ReadEvents> plus(Map<String, ReadEvents> now) {
    Map<String, ReadEvents> all = new HashMap<>(events);
    now.forEach((input, read) -> all.merge(input, read, Counts::sum));
    return all;
  }

  private static ReadEvents sum(ReadEvents a, ReadEvents b) {
    return new ReadEvents(
        a.events() + b.events(),
        a.parseErrors() + b.parseErrors(),
        a.truncated() + b.truncated(),
        a.invalidUtf8() + b.invalidUtf8(),
        sum(a.redactions(), b.redactions()));
  }

  private static Map<String, Long> sum(Map<String, Long> a, Map<String, Long> b) {
    Map<String, Long> sums = new HashMap<>(a);
    b.forEach((name, count) -> sums.merge(name, count, Long::sum));
    return sums;
  }
}
