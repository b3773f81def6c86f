package io.tailrace.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.agent.it.LokiUnderTest.Entry;
import io.tailrace.agent.it.SampleApplication.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From files into Loki: a scripted one, or that of {@link LokiUnderTest#URL}. */
class LokiDeliveryIT {
  private static final Plan PLAN = new Plan(20_000, 10_000, 3_000);

  @TempDir private Path folder;

  /**
   * Loki has no ids. What was sent and not yet in the checkpoint when the agent was killed is sent
   * again; a line with a time of its own then gets the same nanosecond and is not stored twice, but
   * one without gets a new time. So that is there at least once, the others are exactly once.
   */
  @Test
  @Tag("L8")
  @Tag("L10")
  void everyLineIsFoundInOrderThoughTheServerFailsAndTheAgentIsKilled() throws Exception {
    long seed = new Random().nextLong();
    System.out.println("seed " + seed);
    Instant start = Instant.now();
    var events = new SampleEvents(seed, start.minus(Duration.ofMinutes(30)));
    Path logs = Files.createDirectory(folder.resolve("logs"));
    List<Path> paths = List.of(logs.resolve("shop.log"), logs.resolve("access.log"));
    try (var loki = LokiUnderTest.choose(System.getenv());
        var application = SampleApplication.start(events, paths, PLAN, seed)) {
      Map<String, String> settings = settings(loki, logs);
      settings.put("TAILRACE_SERVICE", "shop");
      settings.put("POD_NAMESPACE", "prod");
      application.allow(0.3);
      try (var agent = AgentProcess.start(folder, settings)) {
        agent.await("something is delivered", () -> delivered(agent) > 0);
        loki.outage(down -> {
          application.allow(0.7);
          application.awaitShare(0.5);
          if (down) {
            // Long enough for a checkpoint: it must not have what was sent and not taken.
            agent.await("it tries again and again", () -> retries(agent) > 1);
          }
          agent.kill();
        });
      }
      try (var agent = AgentProcess.start(folder, settings)) {
        agent.await("something is delivered", () -> delivered(agent) > 0);
        application.join();
        assertThat(agent.terminate()).as(agent::said).isZero();
      }

      List<Entry> entries = loki.entries(start.minus(Duration.ofHours(1)));
      assertThat(entries)
          .allSatisfy(entry ->
              assertThat(entry.labels())
                  .containsEntry("job", loki.job())
                  .containsEntry("service_name", "shop")
                  .containsEntry("kubernetes_namespace", "prod"));
      assertThat(problems(events, application, entries)).isEmpty();
      assertThat(application.rotations()).isGreaterThan(3);
    }
  }

  /** What is wrong with the lines that are stored; none if they are those that were written. */
  private static List<String> problems(
      SampleEvents events, SampleApplication application, List<Entry> entries) {
    var problems = new ArrayList<String>();
    int count = application.placements().size();
    var times = new int[count];
    var newest = new LinkedHashMap<Map<String, String>, Integer>();
    for (Entry entry : entries) {
      int number = SampleEvents.idIn(entry.line()).map(SampleEvents::numberOf).orElse(count);
      if (number >= count || !isLineOf(events.event(number), entry.line())) {
        problems.add("no event that was written: " + entry);
        continue;
      }
      times[number]++;
      if (events.event(number).time().isPresent()) {
        // The numbers of timed events are in the order of their times.
        Integer before = newest.put(entry.labels(), number);
        if (before != null && before >= number) {
          problems.add("out of order or twice: " + entry);
        }
      }
    }
    IntStream.range(0, count)
        .filter(number -> times[number] == 0)
        .forEach(number -> problems.add("lost: " + events.event(number)));
    return problems.subList(0, Math.min(10, problems.size()));
  }

  private static boolean isLineOf(SampleEvent event, String line) {
    // Blank lines and the last line end are not of the event.
    return event.text().replaceFirst("[ \t\r\n]+$", "").equals(line);
  }

  /**
   * Loki refuses what is an hour behind the newest of its stream. So with the settings as they are
   * if nobody sets them, a file that is read late must not share a stream with one that is current.
   */
  @Test
  @Tag("L3")
  void aFileThatIsHoursBehindAnotherIsTaken() throws Exception {
    Path logs = Files.createDirectory(folder.resolve("logs"));
    Instant now = Instant.now();
    Files.writeString(logs.resolve("current.log"), line(now, "e0000001"));
    try (var loki = LokiUnderTest.choose(System.getenv());
        var agent = AgentProcess.start(folder, settings(loki, logs))) {
      agent.await("the current line is delivered", () -> delivered(agent) == 1);
      Files.writeString(logs.resolve("late.log"), line(now.minus(Duration.ofHours(5)), "e0000002"));
      agent.await("the late one is settled", () -> settled(agent) == 2);

      assertThat(agent.terminate()).as(agent::said).isZero();
      assertThat(loki.entries(now.minus(Duration.ofHours(6))))
          .extracting(entry -> SampleEvents.idIn(entry.line()).orElse(""))
          .containsExactly("e0000002", "e0000001");
    }
  }

  private static String line(Instant time, String id) {
    return time + " INFO " + id + "\n";
  }

  private Map<String, String> settings(LokiUnderTest loki, Path logs) {
    Map<String, String> settings = new LinkedHashMap<>(loki.settings());
    settings.put("TAILRACE_PATHS", logs + "/*.log*");
    settings.put("TAILRACE_STATE_DIR", folder.resolve("state").toString());
    return settings;
  }

  private static long delivered(AgentProcess agent) throws IOException, InterruptedException {
    return agent.output("loki").path("recordsDelivered").asLong();
  }

  private static long retries(AgentProcess agent) throws IOException, InterruptedException {
    return agent.output("loki").path("retries").asLong();
  }

  private static long settled(AgentProcess agent) throws IOException, InterruptedException {
    return delivered(agent) + agent.output("loki").path("recordsDeadLettered").asLong();
  }
}
