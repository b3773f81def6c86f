package io.tailrace.agent.cli;

import io.tailrace.agent.dryrun.DryRun;
import io.tailrace.agent.dryrun.EventStream;
import io.tailrace.agent.dryrun.RealParts;
import io.tailrace.agent.dryrun.Spot;
import io.tailrace.agent.files.FileHeads;
import io.tailrace.agent.files.PathGlob;
import io.tailrace.agent.settings.AgentSettings;
import io.tailrace.agent.settings.InputSettings;
import io.tailrace.outputs.Source;
import io.tailrace.parsers.Encoding;
import io.tailrace.parsers.RecordReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The part of the check that reads how the watched files begin, and says what destinations would
 * make of such records. Bounded: {@link #MAX_FILES} files of all inputs together, of each {@link
 * #MAX_LINES} lines and {@link #MAX_BYTES}, and {@link #MAX_TIME} in all.
 */
final class HeadCheck {
  static final int MAX_FILES = 200;
  static final int MAX_LINES = 1_000;
  static final int MAX_BYTES = 1 << 20;

  /** A person waits for it. */
  static final Duration MAX_TIME = Duration.ofSeconds(5);

  private final AgentSettings settings;
  private final RealParts parts;
  private final InstantSource clock;
  private final Findings findings;
  private final DryRun dryRun;
  private final Instant deadline;

  private int files;
  private long records;
  private long refused;

  HeadCheck(AgentSettings settings, RealParts parts, InstantSource clock, Findings findings) {
    this.settings = settings;
    this.parts = parts;
    this.clock = clock;
    this.findings = findings;
    this.dryRun = new DryRun(settings, parts, clock);
    this.deadline = clock.instant().plus(MAX_TIME);
  }

  /** Reads the heads of some of an input's files, evenly spread over their names. */
  void read(InputSettings input, List<Path> all) {
    int most = Math.max(1, MAX_FILES / settings.inputs().size());
    int count = Math.min(all.size(), most);
    RecordReader reader = parts.reader(settings, input.name());
    long refusedBefore = reader.parseErrors();
    try (FileHeads heads = new FileHeads()) {
      for (int i = 0; i < count && clock.instant().isBefore(deadline); i++) {
        Path file = all.get((int) ((long) i * all.size() / count));
        root(input, file)
            .flatMap(root -> heads.head(root, file, MAX_BYTES))
            .ifPresent(head -> read(input, reader, file, head));
      }
    }
    refused += reader.parseErrors() - refusedBefore;
  }

  private static Optional<Path> root(InputSettings input, Path file) {
    return input.watched().paths().stream()
        .map(PathGlob::root)
        .filter(root -> file.startsWith(root) && !file.equals(root))
        .findFirst();
  }

  private void read(InputSettings input, RecordReader reader, Path file, byte[] head) {
    Source source =
        new Source("%016d".formatted(files), file.toString(), settings.metadata().fields(input));
    files++;
    ByteArrayInputStream in = new ByteArrayInputStream(head);
    // The end of a head that was cut is no end of a line.
    boolean whole = head.length < MAX_BYTES;
    EventStream events =
        new EventStream(
            reader,
            Encoding.named(input.encoding()),
            settings.maxLine().toInt(),
            in,
            () -> (whole || in.available() > 0) && clock.instant().isBefore(deadline));
    try {
      while (events.next() && events.firstLine() <= MAX_LINES) {
        records++;
        if (!reader.isDropped()) {
          Spot spot = new Spot(file.toString(), events.firstLine());
          dryRun.add(events.record(), source, events.offset(), spot);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("an array that cannot be read", e);
    }
  }

  /** Says what was found; comes last. */
  void report() {
    if (records == 0) {
      return;
    }
    dryRun.end();
    String what =
        "%s from how %s %s"
            .formatted(
                Text.count(records, "record"),
                Text.count(files, "file"),
                files == 1 ? "begins" : "begin");
    List<String> notes = new ArrayList<>();
    if (refused > 0) {
      notes.add(
          "%s of %s were not in the format of their parser; `tailrace parse` shows which"
              .formatted(Text.number(refused), what));
    }
    notes.addAll(dryRun.advice());
    if (notes.isEmpty()) {
      findings.ok("content: nothing is to be said against " + what);
    } else {
      notes.forEach(note -> findings.note("content: " + note));
      findings.detail("(%s)".formatted(what));
    }
  }
}
