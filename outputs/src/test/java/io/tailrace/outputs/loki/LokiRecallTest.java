package io.tailrace.outputs.loki;

import static io.tailrace.outputs.loki.Events.NEW_YEAR;
import static io.tailrace.outputs.loki.Events.line;
import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.outputs.Batch;
import io.tailrace.outputs.Encoder;
import io.tailrace.outputs.Source;
import io.tailrace.outputs.http.HttpOptions;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * An encoder that begins in the middle of a file and is told of what came before gives what follows
 * the times that the first encoder gave it.
 */
class LokiRecallTest {
  private static final List<Source> FILES =
      List.of(
          new Source("AAAAAAAAAAAAAAAA", "/var/log/a.log", Map.of()),
          new Source("BBBBBBBBBBBBBBBB", "/var/log/b.log", Map.of()));

  private final Batch batch = new Batch(1 << 20);

  /** A line of one of two files, in one of two streams of it. */
  private record Written(int file, String team, long nanos) {
    Events event() {
      return line("line").at(nanos).text("team", team);
    }
  }

  @Test
  @Tag("L9")
  void linesOfOneNanosecondGetTheSameTimesAfterARestartAtAnyOfThem() {
    List<Written> file = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      file.add(new Written(0, "blue", NEW_YEAR + i / 10));
    }
    assertSameAfterEachRestart(file, file.size());
  }

  /**
   * Threads and two files write at once, milliseconds apart and hardly out of order; all lines of a
   * millisecond are among those that are recalled.
   */
  @Test
  @Tag("L9")
  void severalStreamsAndFilesGetTheSameTimesAfterARestartAnywhere() {
    long seed = new Random().nextLong();
    var random = new Random(seed);
    for (int round = 0; round < 20; round++) {
      List<Written> lines = new ArrayList<>();
      long now = NEW_YEAR;
      for (int i = 0; i < 200; i++) {
        now += random.nextInt(3) == 0 ? 1_000_000 : 0;
        long own = now - (random.nextInt(10) == 0 ? 1_000_000 : 0);
        lines.add(new Written(random.nextInt(2), random.nextBoolean() ? "blue" : "red", own));
      }
      assertSameAfterEachRestart(lines, 100, "seed " + seed);
    }
  }

  /** The order in which files are recalled does not matter: each has times of its own. */
  @Test
  @Tag("L9")
  void ofEachFileItsOwnLinesAreRecalledInWhateverOrderTheFilesAre() {
    List<Written> lines = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      lines.add(new Written(i % 2, "blue", NEW_YEAR));
    }
    List<Long> whole = encode(encoder(), lines);
    Encoder restarted = encoder();
    for (int file : new int[] {1, 0}) {
      lines.subList(0, 10).stream()
          .filter(line -> line.file() == file)
          .forEach(line -> restarted.recall(line.event().record(), FILES.get(line.file())));
    }

    assertThat(encode(restarted, lines.subList(10, 20))).isEqualTo(whole.subList(10, 20));
  }

  /** The limit of it: what reaches back further than what is recalled starts over. */
  @Test
  void linesOfOneTimeThatReachBackFurtherStartOver() {
    List<Written> lines =
        LongStream.range(0, 10).mapToObj(i -> new Written(0, "blue", NEW_YEAR)).toList();
    Encoder restarted = encoder();
    lines.subList(5, 8).forEach(line -> restarted.recall(line.event().record(), FILES.getFirst()));

    assertThat(encode(restarted, lines.subList(8, 10))).containsExactly(NEW_YEAR + 3, NEW_YEAR + 4);
  }

  @Test
  void whatIsRecalledIsNotCountedAsBeyondTheLimitOfStreams() {
    var output = output();
    output.newEncoder().recall(line("x").text("team", "t").record(), FILES.getFirst());

    assertThat(output.recordsBeyondStreamLimit()).isZero();
    output.close();
  }

  private void assertSameAfterEachRestart(
      List<Written> lines, int recalled, String... description) {
    List<Long> whole = encode(encoder(), lines);
    for (int at = 0; at < lines.size(); at++) {
      Encoder restarted = encoder();
      for (Written line : lines.subList(Math.max(0, at - recalled), at)) {
        restarted.recall(line.event().record(), FILES.get(line.file()));
      }
      assertThat(encode(restarted, lines.subList(at, lines.size())))
          .as("restarted at %d; %s", at, List.of(description))
          .isEqualTo(whole.subList(at, lines.size()));
    }
  }

  private List<Long> encode(Encoder encoder, List<Written> lines) {
    batch.clear();
    List<Long> times = new ArrayList<>();
    for (Written line : lines) {
      line.event().to(encoder, FILES.get(line.file()), batch);
      times.add(batch.timeNanos(batch.count() - 1));
    }
    return times;
  }

  private static Encoder encoder() {
    try (LokiOutput output = output()) {
      return output.newEncoder();
    }
  }

  private static LokiOutput output() {
    return new LokiOutput(
        new LokiOptions(
            "loki",
            URI.create("http://localhost:1"),
            new HttpOptions(
                Duration.ofSeconds(1), Map.of(), Optional.empty(), HttpOptions.Tls.SYSTEM),
            Map.of(),
            List.of("team"),
            List.of(),
            Optional.empty(),
            LokiLine.ORIGINAL,
            1,
            LokiLimits.DEFAULT),
        InstantSource.system());
  }
}
