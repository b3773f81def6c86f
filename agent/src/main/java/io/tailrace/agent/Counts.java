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
 * @param unfinished bytes of each file that was not finished, by its generation's id: what was not
 *     delivered of those that are settled
 */
record Counts(
    ShipperStatus shipper,
    FinishedFiles finished,
    Map<String, ReadEvents> events,
    Map<String, Aside> unfinished) {
  /**
   * Bytes of a file that are settled and not delivered.
   *
   * @param filtered what was dropped
   */
  record Aside(long deadLettered, long filtered) {}

  static final Counts NONE =
      new Counts(
          new ShipperStatus(new State.Healthy(), 0, 0, 0, 0, 0, 0, Optional.empty()),
          FinishedFiles.NONE,
          Map.of(),
          Map.of());

  Counts {
    events = Map.copyOf(events);
    unfinished = Map.copyOf(unfinished);
  }

  /** All that was counted for an output whose pipeline has ended. */
  static Counts of(RunningOutput ended) {
    FinishedFiles finished = ended.finished();
    Map<String, Aside> unfinished = new HashMap<>();
    for (FileProgress file : ended.progress()) {
      if (file.generation().state() == Generation.State.ENDED) {
        long size = Math.max(file.generation().size(), file.settled());
        finished =
            finished.plus(
                new FinishedFiles(
                    size, file.deadLettered(), file.filtered(), size - file.settled()));
      } else if (file.deadLettered() > 0 || file.filtered() > 0) {
        unfinished.put(file.generation().id(), new Aside(file.deadLettered(), file.filtered()));
      }
    }
    return new Counts(ended.status(), finished, ended.events(), unfinished);
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
    Aside earlier = unfinished.get(file.generation().id());
    return earlier == null
        ? file
        : new FileProgress(
            file.generation(),
            file.read(),
            file.settled(),
            file.deadLettered() + earlier.deadLettered(),
            file.filtered() + earlier.filtered(),
            file.lost());
  }

  /**
   * The files that are finished.
   *
   * @param now of the present pipeline
   * @param open those it has not finished
   */
  FinishedFiles plus(FinishedFiles now, List<FileProgress> open) {
    FinishedFiles all = finished.plus(now);
    if (unfinished.isEmpty()) {
      return all;
    }
    Set<String> ids = open.stream().map(file -> file.generation().id()).collect(Collectors.toSet());
    for (Map.Entry<String, Aside> file : unfinished.entrySet()) {
      if (!ids.contains(file.getKey())) {
        Aside aside = file.getValue();
        all = all.plus(new FinishedFiles(0, aside.deadLettered(), aside.filtered(), 0));
      }
    }
    return all;
  }

  Map<String, ReadEvents> plus(Map<String, ReadEvents> now) {
    Map<String, ReadEvents> all = new HashMap<>(events);
    now.forEach((input, read) -> all.merge(input, read, Counts::sum));
    return all;
  }

  private static ReadEvents sum(ReadEvents a, ReadEvents b) {
    return new ReadEvents(
        a.events() + b.events(),
        sum(a.formats(), b.formats()),
        a.filtered() + b.filtered(),
        sum(a.drops(), b.drops()),
        a.parseErrors() + b.parseErrors(),
        a.withoutTime() + b.withoutTime(),
        a.badTimes() + b.badTimes(),
        a.truncated() + b.truncated(),
        a.invalidUtf8() + b.invalidUtf8(),
        a.transformErrors() + b.transformErrors(),
        sum(a.redactions(), b.redactions()));
  }

  private static Map<String, Long> sum(Map<String, Long> a, Map<String, Long> b) {
    Map<String, Long> sums = new HashMap<>(a);
    b.forEach((name, count) -> sums.merge(name, count, Long::sum));
    return sums;
  }
}
