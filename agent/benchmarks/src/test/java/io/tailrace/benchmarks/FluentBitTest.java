package io.tailrace.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What it is told; that it understands it, only a machine with Fluent Bit can show. */
class FluentBitTest {
  private static final Input INPUT = new Input(Path.of("/logs"), 1, 1);

  @Test
  void jsonLinesGoToElasticsearchParsedAndCompressed() {
    assertThat(configuration(Route.ELASTICSEARCH_GZIP))
        .contains("    Path           /logs/*.log\n")
        .contains("    Parser         json\n[OUTPUT]\n    Name               es\n")
        .contains("    Port               7171\n")
        .contains("    Compress           gzip\n");
  }

  @Test
  void linesGoToLokiAsTheyAre() {
    assertThat(configuration(Route.LOKI_PLAIN))
        .doesNotContain("    Parser ")
        .contains("[OUTPUT]\n    Name        loki\n")
        .contains("    Drop_Single_Key raw\n");
  }

  private static String configuration(Route route) {
    URI sink = URI.create("http://127.0.0.1:7171");
    return FluentBit.configuration(
        new Contestant.Task(route, INPUT, sink, Path.of("/scratch")), Path.of("/parsers.conf"));
  }
}
