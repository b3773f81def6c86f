package io.tailrace.parsers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The {@link Corpus} has the lines that programs write. */
class ColoursTest {
  private static final String RED = "\u001B[31m";

  private final LogRecord record = new LogRecord();
  private final AutoParser auto = new AutoParser();

  @Test
  void theEventStaysAsItWasWritten() {
    String line = RED + "ERROR" + "\u001B[0m failed";
    read(line);
    assertThat(Seen.of(record).text()).isEqualTo(line);
    assertThat(Seen.of(record).message()).isEqualTo("ERROR failed");
    assertThat(record.severity()).isEqualTo(Severity.ERROR);
  }

  @Test
  void whatLooksLikeAColourOnceOthersAreGoneIsNone() {
    read(RED + "\u001B" + RED + "[32mINFO started");
    assertThat(Seen.of(record).message()).isEqualTo("\u001B[32mINFO started");
  }

  @Test
  void aSequenceThatIsCutShortStays() {
    read(RED + "ERROR failed \u001B[3");
    assertThat(Seen.of(record).message()).isEqualTo("ERROR failed \u001B[3");
    read("\u001B[3");
    assertThat(Seen.of(record).message()).isEqualTo("\u001B[3");
  }

  @Test
  void whatIsRefusedIsAsItWas() {
    String line = RED + "{not json}";
    byte[] bytes = line.getBytes(UTF_8);
    record.reset(bytes, 0, bytes.length);
    assertThat(auto.parse(record)).isFalse();
    var bare = new LogRecord();
    bare.reset(bytes, 0, bytes.length);
    assertThat(Seen.of(record)).isEqualTo(Seen.of(bare));
  }

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void manyThatLookLikeEachOtherTakeNoLongerThanTheyAreLong() {
    read((RED + "\u001B").repeat(50_000) + "[31m".repeat(50_000));
    read("2026-01-31 01:00:00" + " AM".repeat(100_000));
    assertThat(record.timeNanos()).isNotEqualTo(LogRecord.NO_TIME);
  }

  private void read(String line) {
    byte[] bytes = line.getBytes(UTF_8);
    record.reset(bytes, 0, bytes.length);
    assertThat(auto.parse(record)).isTrue();
  }
}
