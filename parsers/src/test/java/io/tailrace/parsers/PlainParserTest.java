package io.tailrace.parsers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainParserTest {
  private final PlainParser parser = new PlainParser();

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "2026-01-01 00:00:00,000 [http-nio-8080-exec-1] WARN  o.e.Shop - low # WARN # true",
        "[2026-01-01T00:00:00Z] [error] closed # ERROR # true",
        "[2026-01-01T00:00:00Z INFO  shop::db] up # INFO # true",
        "2026/01/01 00:00:00 [crit] 1 0: no space # FATAL # true",
        "2026-01-01 00:00:00 - shop - DEBUG - up # DEBUG # true",
        "2026-01-01T00:00:00Z info something # INFO # true",
        "2026-01-01T00:00:00Z [7f3e-a5b0 8fa6-b3fc] (Shop) TRACE: x # TRACE # true",
        "INFO: started # INFO # false",
        "warn: low # WARN # false",
        "ERROR:root:boom # ERROR # false",
        "it went from warn to error # UNKNOWN # false",
        "all fine: it works # UNKNOWN # false",
        "one two three four five six seven eight ERROR # UNKNOWN # false",
        "GET /ERROR HTTP # UNKNOWN # false",
        "xERRORx # UNKNOWN # false"
      })
  void timeAndLevelAreReadAndTheMessageStaysWhole(String line, Severity severity, boolean timed) {
    Seen seen = Objects.requireNonNull(Seen.parsed(parser, line));
    assertThat(seen.severity()).isEqualTo(severity);
    assertThat(seen.timeNanos()).isEqualTo(timed ? 1_767_225_600_000_000_000L : LogRecord.NO_TIME);
    assertThat(seen.message()).isEqualTo(seen.text());
    assertThat(seen.fields()).isEmpty();
  }
}
