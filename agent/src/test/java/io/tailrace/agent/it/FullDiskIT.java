package io.tailrace.agent.it;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tailrace.agent.BulkSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The process, with a state directory on a file system that is really full. */
class FullDiskIT {
  private static final String OUTPUT = "elasticsearch";

  @TempDir private Path folder;

  private Path logs;
  private SmallDisk disk;
  private BulkSink server;
  private final List<String> written = new ArrayList<>();

  @BeforeEach
  void mount() throws IOException {
    logs = Files.createDirectory(folder.resolve("logs"));
    Optional<SmallDisk> mounted =
        SmallDisk.mount(Files.createDirectory(folder.resolve("state")), "1m");
    assumeTrue(mounted.isPresent(), "user namespaces are not allowed here");
    disk = mounted.get();
    server = BulkSink.start();
  }

  @AfterEach
  void unmount() {
    if (server != null) {
      server.close();
      disk.close();
    }
  }

  private AgentProcess start() throws IOException {
    return AgentProcess.start(
        folder,
        disk.prefix(),
        Map.of(
            "TAILRACE_PATHS",
            logs + "/*.log",
            "TAILRACE_STATE_DIR",
            folder.resolve("state").toString(),
            "TAILRACE_OUTPUTS",
            OUTPUT,
            "TAILRACE_ELASTICSEARCH_URL",
            server.url()));
  }

  private void write(String name, String line) throws IOException {
    written.add(line);
    Files.writeString(logs.resolve(name), line + "\n", CREATE, APPEND);
  }

  private List<String> stored() {
    return server.stored().values().stream()
        .map(document -> document.path("message").asString())
        .toList();
  }

  private void awaitAll(AgentProcess agent) throws InterruptedException {
    agent.await("all is stored", () -> stored().size() >= written.size());
  }

  /** All three files are there, so each has its room. */
  private void awaitCheckpoints(AgentProcess agent) throws InterruptedException {
    agent.await(
        "there are checkpoints",
        () ->
            Files.exists(disk.file("checkpoint.json"))
                && Files.exists(disk.file("checkpoint.previous.json"))
                && Files.exists(disk.file("checkpoint.spare.json")));
  }

  private static double checkpointFailures(AgentProcess agent)
      throws IOException, InterruptedException {
    String name = "tailrace_checkpoint_failures_total ";
    return agent
        .page("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(name))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
        .sum();
  }

  /** There is room in the files that are there: also for a file that comes, and for its id. */
  @Test
  @Tag("T22")
  void agentThatIsKilledOnAFullDiskGoesOnWhereItWasAndNothingIsThereTwice() throws Exception {
    write("a.log", "a 0");
    try (var agent = start()) {
      awaitAll(agent);
      awaitCheckpoints(agent);
      disk.fill();
      for (int i = 1; i <= 5; i++) {
        write("a.log", "a " + i);
        write("b" + i + ".log", "b " + i);
        awaitAll(agent);
      }
      agent.kill();
    }
    write("a.log", "while it is down");
    try (var agent = start()) {
      awaitAll(agent);
      write("c.log", "c");
      awaitAll(agent);
      assertThat(checkpointFailures(agent)).isZero();
      assertThat(agent.terminate()).as(agent::said).isZero();
    }
    assertThat(stored()).containsExactlyInAnyOrderElementsOf(written);
  }

  /** So many files come that their ids have no room. */
  @Test
  @Tag("T22")
  void checkpointThatHasNoRoomIsSaidAndCountedAndShippingGoesOnUntilThereIsRoom() throws Exception {
    write("a.log", "a 0");
    try (var agent = start()) {
      awaitAll(agent);
      awaitCheckpoints(agent);
      disk.fill();
      for (int i = 1; i <= 300; i++) {
        write("b" + i + ".log", "b " + i);
      }
      awaitAll(agent);
      agent.awaitSaid("the checkpoint cannot be written, shipping goes on");
      agent.await("it is counted", () -> checkpointFailures(agent) > 0);
      write("a.log", "a 1");
      awaitAll(agent);
      assertThat(agent.linesWith("the checkpoint cannot be written")).hasSize(1);

      disk.free();
      agent.awaitSaid("the checkpoint can be written again");
      agent.kill();
    }
    write("a.log", "while it is down");
    try (var agent = start()) {
      awaitAll(agent);
      assertThat(agent.terminate()).as(agent::said).isZero();
    }
    assertThat(stored()).containsExactlyInAnyOrderElementsOf(written);
  }

  @Test
  @Tag("T22")
  @Tag("dead-letters")
  void recordThatIsRefusedOnAFullDiskIsKeptOnceThereIsRoomAlsoAfterAKill() throws Exception {
    server.refuse(document -> document.path("message").asString().startsWith("bad"));
    write("a.log", "good 0");
    try (var agent = start()) {
      awaitAll(agent);
      awaitCheckpoints(agent);
      disk.fill();
      Files.writeString(logs.resolve("a.log"), "bad\n", APPEND);
      agent.awaitSaid("a dead letter cannot be kept");
      write("a.log", "good 1");
      awaitAll(agent);
      assertThat(agent.metric("tailrace_output_blocked", OUTPUT)).isEqualTo(1);
      assertThat(agent.metric("tailrace_output_records_dead_lettered_total", OUTPUT)).isZero();
      agent.kill();
    }
    try (var agent = start()) {
      agent.awaitSaid("a dead letter cannot be kept");
      write("a.log", "good 2");
      awaitAll(agent);

      disk.free();
      agent.await(
          "it is kept",
          () -> agent.metric("tailrace_output_records_dead_lettered_total", OUTPUT) == 1);
      assertThat(agent.terminate()).as(agent::said).isZero();
    }
    assertThat(stored()).containsExactlyInAnyOrderElementsOf(written);
    assertThat(Files.readAllLines(disk.file("dead-letter/elasticsearch.ndjson")))
        .extracting(
            letter -> new JsonMapper().readTree(letter).at("/record/document/message").asString())
        .containsExactly("bad");
  }
}
