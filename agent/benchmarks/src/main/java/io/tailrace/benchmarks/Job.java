package io.tailrace.benchmarks;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/** One of the things that are measured. */
sealed interface Job {
  /** For {@code --jobs}, and unique. */
  String id();

  /** For people. */
  String title();

  /** Everything that was written beforehand is shipped, as fast as it goes. */
  record Ship(String id, String title, Route route, InputShape input) implements Job {}

  /** Lines are written at a pace, and each takes its time until it is acknowledged. */
  record Latency(int linesPerSecond, Duration warmUp, Duration length) implements Job {
    @Override
    public String id() {
      return "latency";
    }

    @Override
    public String title() {
      return "JSON lines → Elasticsearch at %,d lines/s".formatted(linesPerSecond);
    }
  }

  /** Nothing is written any more. */
  record Idle(int files, Duration settling, Duration length) implements Job {
    @Override
    public String id() {
      return "idle-" + files;
    }

    @Override
    public String title() {
      return "idle, %,d files".formatted(files);
    }
  }

  /** From the start of the process to the first acknowledged batch. */
  record Start(int lines) implements Job {
    @Override
    public String id() {
      return "start";
    }

    @Override
    public String title() {
      return "process start → first batch acknowledged";
    }
  }

  /** All of them, of the sizes given. */
  static List<Job> all(Sizes sizes) {
    var one = new InputShape.OneFile(sizes.inputBytes());
    return List.of(
        ship("loki-plain", Route.LOKI_PLAIN, one),
        ship("loki-json", Route.LOKI_JSON, one),
        ship("elasticsearch-json", Route.ELASTICSEARCH_JSON, one),
        ship("elasticsearch-gzip", Route.ELASTICSEARCH_GZIP, one),
        new Ship(
            "many-files",
            "%,d files of %,d JSON lines → Elasticsearch"
                .formatted(sizes.files(), sizes.linesPerFile()),
            Route.ELASTICSEARCH_JSON,
            new InputShape.ManyFiles(sizes.files(), sizes.linesPerFile())),
        growth("growth-1", sizes.inputBytes() / 5),
        growth("growth-2", sizes.inputBytes()),
        growth("growth-3", sizes.inputBytes() * 4),
        new Latency(1000, sizes.warmUp(), sizes.latency()),
        new Idle(sizes.idleFiles(), sizes.settling(), sizes.idle()),
        new Idle(sizes.manyIdleFiles(), sizes.settling(), sizes.idle()),
        new Start(1000));
  }

  private static Job ship(String id, Route route, InputShape input) {
    return new Ship(id, route.title(), route, input);
  }

  private static Job growth(String id, long bytes) {
    String title =
        "growth: %s MB of JSON lines → Elasticsearch"
            .formatted(BigDecimal.valueOf(bytes, 6).stripTrailingZeros().toPlainString());
    return new Ship(id, title, Route.ELASTICSEARCH_JSON, new InputShape.OneFile(bytes));
  }
}
