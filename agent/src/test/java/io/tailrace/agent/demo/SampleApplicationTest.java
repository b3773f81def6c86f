package io.tailrace.agent.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SampleApplicationTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-01-02T03:04:05.678Z"));

  @TempDir private Path folder;
  private Path counts = Path.of("");

  @BeforeEach
  void setUp() {
    counts = folder.resolve("written.json");
  }

  @Test
  void whatItCountsIsWhatIsInItsFiles() throws IOException {
    write(Duration.ofMillis(11_990), Duration.ofSeconds(12));

    Written written = Written.read(counts);
    assertThat(written.finished()).isTrue();
    for (SampleLog log : SampleLog.values()) {
      Written.Count count = written.count(log);
      assertThat(count.events()).isEqualTo(12 * log.eventsPerSecond());
      assertThat(count.rotations()).isEqualTo(2);
      String text = String.join("", files(log));
      assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSize((int) count.bytes());
      assertThat(text.lines().count()).isEqualTo(count.lines());
      assertThat(numbers(text))
          .hasSize(count.events())
          .isSorted()
          .startsWith(1)
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void onlyTheNewestFiveRotatedFilesStay() throws IOException {
    write(Duration.ofSeconds(41));

    try (Stream<Path> all = Files.list(folder)) {
      assertThat(all.map(file -> file.getFileName().toString()))
          .filteredOn(name -> name.startsWith("access"))
          .containsExactlyInAnyOrder(
              "access.log",
              "access.log.1",
              "access.log.2",
              "access.log.3",
              "access.log.4",
              "access.log.5");
    }
    assertThat(Files.readString(folder.resolve("access.log"))).contains("access-0040001-");
    assertThat(Files.readString(folder.resolve("access.log.5"))).contains("access-0015001-");
  }

  @Test
  void aLineOfOrdersIsJsonWithTheStackTraceInside() {
    var json = new JsonMapper();
    String plain = text(SampleLog.ORDERS, 7);
    String traced = text(SampleLog.ORDERS, 40);

    assertThat(json.readTree(plain).path("eventId").asString())
        .isEqualTo("orders-0000007-1767323045678");
    JsonNode event = json.readTree(traced);
    assertThat(traced.lines()).hasSize(1);
    assertThat(
            event.path("stack_trace").asString().lines().filter(line -> line.startsWith("\tat ")))
        .hasSize(SampleLog.ORDERS.frames(40));
    assertThat(event.path("timestamp").asString()).isEqualTo("2026-01-02T03:04:05.678Z");
  }

  @Test
  void theOtherLogsLookAsTheirFormatsDo() {
    assertThat(text(SampleLog.SHOP, 7))
        .isEqualTo(
            "2026-01-02 03:04:05,678 INFO  [http-7] com.example.shop.Basket"
                + " - [shop-0000007-1767323045678] basket saved\n");
    assertThat(text(SampleLog.SHOP, 20))
        .contains(
            "ERROR",
            "\njava.lang.IllegalStateException: ",
            "\n\tat com.example.shop.Orders.",
            "\nCaused by: ");
    assertThat(text(SampleLog.ACCESS, 7))
        .isEqualTo(
            "10.1.7.7 - - [02/Jan/2026:03:04:05 +0000]"
                + " \"GET /orders/7?request=access-0000007-1767323045678 HTTP/1.1\""
                + " 200 307 \"-\" \"curl/8.14\"\n");
  }

  private void write(Duration... steps) throws IOException {
    try (var application = new SampleApplication(folder, counts)) {
      for (Duration elapsed : steps) {
        application.writeUntil(elapsed, CLOCK);
      }
      application.count(true);
    }
  }

  /** The contents of a log's files, the oldest first. */
  private List<String> files(SampleLog log) throws IOException {
    var contents = new ArrayList<String>();
    for (int i = RotatingLog.KEPT; i >= 1; i--) {
      Path rotated = folder.resolve(log.file() + "." + i);
      if (Files.exists(rotated)) {
        contents.add(Files.readString(rotated));
      }
    }
    contents.add(Files.readString(folder.resolve(log.file())));
    return contents;
  }

  private static List<Integer> numbers(String text) {
    return text.lines().flatMap(line -> EventId.in(line).stream()).map(EventId::number).toList();
  }

  private static String text(SampleLog log, int number) {
    return new String(log.event(number, CLOCK.instant()), StandardCharsets.UTF_8);
  }
}
