package io.tailrace.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command works: with the program as it was just packaged, and the sink as its own process. */
class QuickRunIT {
  @TempDir Path results;

  @Test
  void quickRunShipsEveryLineOnceToBothAndKeepsItsReport() throws IOException {
    int exitCode =
        BenchmarkCommand.execute(
            "--quick",
            "--jobs",
            "loki-plain,elasticsearch-gzip,latency,start",
            "--directory",
            results.resolve("work").toString(),
            "--results",
            results.toString());

    assertThat(exitCode).isZero();
    try (Stream<Path> files = Files.list(results)) {
      Path report = files.filter(file -> file.toString().endsWith(".md")).findFirst().orElseThrow();
      assertThat(Files.readString(report))
          .contains("| lines as they are → Loki | Tailrace |")
          .contains("| JSON lines → Elasticsearch, gzip 1 | Tailrace |")
          .contains("| JSON lines → Elasticsearch at 1,000 lines/s | Tailrace |")
          .contains("| process start → first batch acknowledged | Tailrace |")
          .doesNotContain("Not as it should be");
    }
  }
}
