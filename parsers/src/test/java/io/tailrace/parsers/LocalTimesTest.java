package io.tailrace.parsers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailrace.parsers.EventReader.Flush;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalTimesTest {
  private static final long SECOND = 1_000_000_000L;
  private static final Instant SUMMER = Instant.parse("2026-07-01T10:00:00Z");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-07-01 12:00:00,000 [main] INFO shop.Cart - added",
        "2026-07-01 12:00:00 anything",
        "2026-07-01T12:00:00 anything",
        "2026-07-01 12:00:00,000 - shop - INFO - added",
        "2026/07/01 12:00:00 [error] 17#17: *1 no such file",
        "2026-07-01 12:00:00.000 [17] LOG:  checkpoint starting: time",
        "[2026-07-01 12:00:00,000] INFO started (kafka.server.KafkaServer)",
        "2026-07-01 12:00:00.000 CEST [17] LOG:  checkpoint starting: time",
        "17:M 01 Jul 2026 12:00:00.000 * Ready to accept connections",
        "[Wed Jul 01 12:00:00.000000 2026] [core:notice] [pid 17] AH00094: started",
        "<13>Jul  1 12:00:00 a1 app[17]: up",
        "Jul  1 12:00:00 a1 app[17]: up",
        "I0701 12:00:00.000000      17 main.go:17] up",
        "I20260701 12:00:00.000000      17 main.go:17] up",
        "2026/07/01 12:00:00 up",
        "{\"ts\":\"2026-07-01 12:00:00\",\"msg\":\"up\"}",
        "{\"ts\":\"2026-07-01T12:00:00\",\"msg\":\"up\"}",
        "ts=2026-07-01T12:00:00 level=info msg=up",
        // With a zone, or counted.
        "2026-07-01 10:00:00 UTC up",
        "2026-07-01T12:00:00+02:00 up",
        "{\"ts\":\"2026-07-01T10:00:00Z\",\"msg\":\"up\"}",
        "{\"ts\":1782900000,\"msg\":\"up\"}",
        "10.0.0.7 - - [01/Jul/2026:12:00:00 +0200] \"GET / HTTP/1.1\" 200 5",
        "2026-07-01T10:00:00Z stdout F up",
        "2026-07-01T10:00:00Z stdout F 2026-07-01 12:00:00,000 [main] INFO shop.Cart - added",
        "<13>1 2026-07-01T10:00:00Z a1 app 17 - - up"
      })
  void aTimeWithoutAZoneIsThatOfTheSetting(String line) throws BadFormat {
    assertThat(time("auto", "Europe/Berlin", line)).isEqualTo(SUMMER);
  }

  @Test
  void chosenAndConfiguredFormatsHaveItToo() throws BadFormat {
    String dated = "2026-07-01 12:00:00,000 [main] INFO shop.Cart - added";

    assertThat(time("logback", "Europe/Berlin", dated)).isEqualTo(SUMMER);
    assertThat(time("plain", "+02:00", dated)).isEqualTo(SUMMER);
    assertThat(time("logback", "UTC", dated)).isEqualTo(SUMMER.plus(2, ChronoUnit.HOURS));
    assertThat(time("kv", "Europe/Berlin", "ts=2026-07-01T12:00:00 a=1")).isEqualTo(SUMMER);
    assertThatThrownBy(() -> time("auto", "Mars/Base", dated))
        .isInstanceOf(BadFormat.class)
        .hasMessageContaining("Europe/Berlin");
  }

  @Test
  void anHourThatThereIsTwiceIsTheFirst() throws BadFormat {
    assertThat(time("auto", "Europe/Berlin", "2026-10-25 02:30:00 x"))
        .isEqualTo(Instant.parse("2026-10-25T00:30:00Z"));
    assertThat(time("auto", "Europe/Berlin", "2026-10-25 03:00:00 x"))
        .isEqualTo(Instant.parse("2026-10-25T02:00:00Z"));
  }

  @Test
  void isWhatJavaTimeSays() {
    Random random = new Random(7);
    for (String zone :
        new String[] {"Europe/Berlin", "Asia/Kathmandu", "America/St_Johns", "+01"}) {
      LocalTimes times = new LocalTimes(ZoneId.of(zone));
      LogRecord record = new LogRecord();
      for (int i = 0; i < 20_000; i++) {
        long second = random.nextLong(0, 4_000_000_000L);
        record.timeNanos(second * SECOND + 17, false);
        times.correct(record);
        LocalDateTime local = LocalDateTime.ofEpochSecond(second, 17, ZoneOffset.UTC);
        Instant expected = local.atZone(ZoneId.of(zone)).toInstant();
        // In the hour that a clock leaves out, java.time counts on from before it, as this does.
        assertThat(instant(record.timeNanos())).as("%s in %s", local, zone).isEqualTo(expected);
      }
    }
  }

  @Test
  void whatIsOutOfRangeIsNoTime() {
    LogRecord record = new LogRecord();
    record.timeNanos(Long.MAX_VALUE - 17, false);
    new LocalTimes(ZoneId.of("-12:00")).correct(record);

    assertThat(record.timeNanos()).isEqualTo(LogRecord.NO_TIME);
  }

  private static Instant time(String parser, String zone, String line) throws BadFormat {
    var options = new FormatOptions(Map.of(FormatOption.TIME_ZONE, zone));
    var reader =
        new RecordReader(
            ParserSpec.parse(parser, options),
            LineJoining.of(Multiline.NONE),
            Encoding.UTF_8,
            1_000,
            () -> SUMMER.getEpochSecond() * SECOND);
    byte[] bytes = (line + "\n").getBytes(UTF_8);
    var record = new LogRecord();
    reader.start(bytes, 0, bytes.length, ChunkPlace.OF_FILE, Flush.EVERYTHING);
    assertThat(reader.next(record)).isTrue();
    return instant(record.timeNanos());
  }

  private static Instant instant(long nanos) {
    return Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND));
  }
}
