package io.tailrace.agent.it;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An application that writes what hurts, all at once, and the agent with the launcher's own heap:
 * its memory stays under the documented bound and another file's lines keep arriving.
 *
 * <p>The files of 50 GB and one of the lines of 2 GB are sparse: they are read as any other bytes
 * are, and cost no disk.
 */
class AttackIT {
  /** As the README says. */
  private static final long DOCUMENTED_MEGABYTES = 400;

  private static final long TWO_GB = 2L << 30;
  private static final long FIFTY_GB = 50L << 30;
  private static final int FILES = 20_000;
  private static final int LABELS = 1_000_000;

  /** What is healthy, or is looked for one by one at the end. */
  private static final String KEPT = "healthy";

  @TempDir private Path folder;

  private Path logs;
  private int healthyLines;

  @Test
  @Tag("S3")
  @Tag("S5")
  @Tag("T16")
  @Tag("L11")
  void memoryStaysBoundedAndAHealthyFileKeepsFlowingUnderAttack() throws Exception {
    logs = Files.createDirectory(folder.resolve("logs"));
    try (var loki = new CountingLoki(line -> line.contains(KEPT));
        var agent = AgentProcess.start(folder, settings(loki))) {
      healthyLineArrives(agent, loki);
      List<Runnable> attacks = List.of(this::deepJson, this::holes, this::longLine, this::labels);
      for (Runnable attack : attacks) {
        attack.run();
        healthyLineArrives(agent, loki);
      }
      files();
      for (int i = 0; i < 20; i++) {
        healthyLineArrives(agent, loki);
      }
      agent.await("every small file is shipped", () -> entries(loki) >= FILES + LABELS);
      healthyLineArrives(agent, loki);

      assertThat(loki.streams()).isLessThanOrEqualTo(1_000);
      assertThat(healthy(loki)).containsExactlyElementsOf(expectedHealthy());
      assertHostileJson(loki);
      assertThat(readOf(agent, "hole.log")).isPositive();
      System.out.println("peak " + peakMegabytes(agent) + " MB");
      assertThat(peakMegabytes(agent)).isLessThan(DOCUMENTED_MEGABYTES);
    }
  }

  private long entries(CountingLoki loki) {
    return loki.entries();
  }

  private Map<String, String> settings(CountingLoki loki) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("TAILRACE_PATHS", logs + "/**/*.log");
    settings.put("TAILRACE_STATE_DIR", folder.resolve("state").toString());
    settings.put("TAILRACE_OUTPUTS", "loki,file");
    settings.put("TAILRACE_FILE_PATH", folder.resolve("out.ndjson").toString());
    settings.put("TAILRACE_LOKI_URL", loki.url());
    settings.put("TAILRACE_LOKI_LABEL_FIELDS", "user");
    return settings;
  }

  private void healthyLineArrives(AgentProcess agent, CountingLoki loki) throws Exception {
    String line = "{\"healthy\":" + healthyLines++ + "}";
    Files.writeString(logs.resolve("healthy.log"), line + "\n", CREATE, APPEND);
    agent.await("a healthy line arrives: " + line, () -> loki.lines().contains(line));
  }

  private static List<String> healthy(CountingLoki loki) {
    return loki.lines().stream().filter(line -> line.startsWith("{\"healthy\"")).toList();
  }

  private List<String> expectedHealthy() {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < healthyLines; i++) {
      expected.add("{\"healthy\":" + i + "}");
    }
    return expected;
  }

  private static List<String> hostileJson() {
    var keys = new StringBuilder("{\"first\":\"healthy\"");
    for (int i = 0; i < 20_000; i++) {
      keys.append(",\"").append(Integer.toString(i, 36)).append("\":1");
    }
    return List.of(
        "{\"healthy\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}",
        "{\"healthy\":" + "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000) + "}",
        "{\"healthy\":1e999999999}",
        "{\"healthy\":" + "9".repeat(100_000) + "}",
        "{\"healthy\":1,\"healthy\":2}",
        keys + "}");
  }

  private void deepJson() {
    write(logs.resolve("json.log"), String.join("\n", hostileJson()) + "\n");
  }

  private void holes() {
    writeAt(logs.resolve("hole.log"), FIFTY_GB, "late\n");
    writeAt(logs.resolve("sparse-line.log"), 0, "begins");
    writeAt(logs.resolve("sparse-line.log"), TWO_GB, "\n{\"after\":\"healthy hole\"}\n");
  }

  /** Letters, two gigabytes of them. */
  private void longLine() {
    byte[] letters = new byte[8 << 20];
    Arrays.fill(letters, (byte) 'x');
    try (var file = FileChannel.open(logs.resolve("long-line.log"), CREATE, WRITE)) {
      while (file.size() < TWO_GB) {
        file.write(ByteBuffer.wrap(letters));
      }
      file.write(ByteBuffer.wrap("\n{\"after\":\"healthy line\"}\n".getBytes(US_ASCII)));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void labels() {
    try (BufferedWriter file = Files.newBufferedWriter(logs.resolve("labels.log"))) {
      for (int i = 0; i < LABELS; i++) {
        file.write("{\"user\":\"u" + i + "\"}\n");
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void files() throws IOException {
    for (int i = 0; i < FILES; i++) {
      Path directory = logs.resolve("many" + i / 1_000);
      if (i % 1_000 == 0) {
        Files.createDirectory(directory);
      }
      Files.writeString(directory.resolve(i + ".log"), "{\"n\":" + i + "}\n");
    }
  }

  /** To Loki as the text it was, to the file as a document that says that it could not be read. */
  private void assertHostileJson(CountingLoki loki) throws IOException {
    List<String> hostile = hostileJson();
    assertThat(loki.lines()).containsAll(hostile);
    List<String> messages = new ArrayList<>();
    try (var lines = Files.lines(folder.resolve("out.ndjson"))) {
      lines
          .filter(line -> line.contains("parse_error"))
          .map(line -> new JsonMapper().readTree(line))
          .forEach(document -> messages.add(document.path("message").asString()));
    }
    assertThat(messages).containsExactlyElementsOf(hostile);
    assertThat(loki.lines())
        .contains("{\"after\":\"healthy hole\"}", "{\"after\":\"healthy line\"}");
  }

  private static long readOf(AgentProcess agent, String name) throws Exception {
    JsonNode files = agent.output("loki").path("files");
    return files
        .valueStream()
        .filter(file -> file.path("path").asString().endsWith(name))
        .mapToLong(file -> file.path("read").asLong())
        .sum();
  }

  private static long peakMegabytes(AgentProcess agent) throws IOException {
    return agent.peakMegabytes();
  }

  private static void write(Path file, String text) {
    writeAt(file, 0, text);
  }

  private static void writeAt(Path path, long offset, String text) {
    try (var file = FileChannel.open(path, CREATE, WRITE)) {
      file.write(ByteBuffer.wrap(text.getBytes(US_ASCII)), offset);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
