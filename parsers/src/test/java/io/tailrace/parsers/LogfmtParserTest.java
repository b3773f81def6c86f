package io.tailrace.parsers;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogfmtParserTest {
  private final LogfmtParser parser = new LogfmtParser(1);

  @Test
  void pairsAndFlagsAreFields() {
    Seen seen =
        logfmt(
            "ts=2026-01-01T00:00:00Z level=WARN msg=\"low \\\"stock\\\"\" took=12ms cached empty="
                + " url=http://x?a=b n=5");
    assertThat(seen.timeNanos()).isEqualTo(1_767_225_600_000_000_000L);
    assertThat(seen.severity()).isEqualTo(Severity.WARN);
    assertThat(seen.message()).isEqualTo("low \\\"stock\\\"");
    assertThat(seen.fields())
        .containsExactly(
            entry("took", "'12ms'"),
            entry("cached", "true"),
            entry("empty", "''"),
            entry("url", "'http://x?a=b'"),
            entry("n", "'5'"));
  }

  @Test
  void theLastOfEqualNamesCounts() {
    assertThat(logfmt("a=1 b=2 a=3").fields()).containsOnly(entry("a", "'3'"), entry("b", "'2'"));
  }

  @Test
  void valuesWhereElasticExpectsObjectsAreRenamed() {
    assertThat(logfmt("error=timeout host=web1").fields())
        .containsExactly(entry("error.message", "'timeout'"), entry("host.name", "'web1'"));
  }

  @Test
  void blanksAroundThePairsDoNotMatter() {
    assertThat(logfmt("  a=1 \t b=2  ").fields()).containsOnlyKeys("a", "b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "word",
        "word a=1",
        "=1",
        "a=\"open",
        "a=\"bad \\x escape\"",
        "a=\"x\"y",
        "a=1 b,c",
        "a=1 \u0001=2",
        "a=1\u0001",
        "é=1",
        "a=1\n\tat x"
      })
  void whatIsNotLogfmtIsRefused(String line) {
    assertThat(Seen.parsed(parser, line)).isNull();
  }

  @Test
  void aLineWithFewerPairsThanAskedForIsRefused() {
    assertThat(Seen.parsed(new LogfmtParser(2), "a=1 is one pair")).isNull();
    assertThat(Seen.parsed(new LogfmtParser(2), "a=1 b=2")).isNotNull();
  }

  private Seen logfmt(String line) {
    return Objects.requireNonNull(Seen.parsed(parser, line), line);
  }
}
