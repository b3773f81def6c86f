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
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
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
  private static final long DOCUMENTED_MEGABYTES = 320;

  private static final long TWO_GB = 2L << 30;
  private static final long FIFTY_GB = 50L << 30;
  private static final int FILES = 20_000;
  private static final int LABELS = 1_000_000;

  /** Each of these must come exactly once. */
  private static final Pattern NUMBERED = Pattern.compile("\\{\"(user|n)\":\"?u?(\\d+)\"?}");

  @TempDir private Path folder;

  private int healthyLines;

  // Written by the server's threads, one at a time.
  private final BitSet users = new BitSet();
  private final BitSet files = new BitSet();
  private int twice;

  @Test
  @Tag("S3")
  @Tag("S5")
  @Tag("T16")
  @Tag("L11")
  @Timeout(value = 15, unit = TimeUnit.MINUTES) // It takes one or two where it has the machine.
  void memoryStaysBoundedAndAHealthyFileKeepsFlowingUnderAttack() throws Exception {
    Files.createDirectory(logs());
    try (var loki = new CountingLoki(this::isKept);
        var agent = AgentProcess.start(folder, settings(loki))) {
      healthyLineArrives(agent, loki);
      List<Attack> attacks =
          List.of(this::deepJson, this::holes, this::longLine, this::labels, this::manyFiles);
      for (Attack attack : attacks) {
        attack.begin();
        healthyLineArrives(agent, loki);
      }
      while (!isAllThere(loki)) {
        healthyLineArrives(agent, loki);
      }
      // Each of the two long lines is one record and has one after it; the hole is not at its end.
      long all = (long) FILES + LABELS + healthyLines + hostileJson().size() + 4;
      agent.await("the other output has it all, too", () -> delivered(agent, "file") >= all);

      assertThat(loki.streams()).isLessThanOrEqualTo(1_000);
      assertThat(loki.lines("{\"healthy\""))
          .as(agent::said)
          .containsExactlyElementsOf(expectedHealthy());
      assertThat(loki.lines("{\"hostile\"")).containsExactlyElementsOf(hostileJson());
      assertThat(loki.lines("{\"after\""))
          .containsExactlyInAnyOrder("{\"after\":\"hole\"}", "{\"after\":\"line\"}");
      assertThat(twice).isZero();
      assertHostileDocuments();
      long peak = agent.peakMegabytes();
      System.out.println("the agent's peak under attack: " + peak + " MB");
      assertThat(peak).isLessThan(DOCUMENTED_MEGABYTES);
    }
  }

  private static long delivered(AgentProcess agent, String output)
      throws IOException, InterruptedException {
    return agent.output(output).path("recordsDelivered").asLong();
  }

  /** Something that hurts. */
  @FunctionalInterface
  private interface Attack {
    void begin() throws IOException;
  }

  private Path logs() {
    return folder.resolve("logs");
  }

  /** Numbers are ticked off; the bulk of what is cut off a long line is not kept either. */
  private boolean isKept(String line) {
    if (line.length() > 200_000) {
      return line.startsWith("{\"hostile\"");
    }
    Matcher numbered = NUMBERED.matcher(line);
    if (!numbered.matches()) {
      return true;
    }
    BitSet seen = numbered.group(1).equals("n") ? files : users;
    int number = Integer.parseInt(numbered.group(2));
    twice += seen.get(number) ? 1 : 0;
    seen.set(number);
    return false;
  }

  private boolean isAllThere(CountingLoki loki) {
    synchronized (loki) {
      return users.cardinality() == LABELS
          && files.cardinality() == FILES
          && loki.lines("{\"after\"").size() == 2;
    }
  }

  private Map<String, String> settings(CountingLoki loki) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("TAILRACE_PATHS", logs() + "/**/*.log");
    settings.put("TAILRACE_STATE_DIR", folder.resolve("state").toString());
    settings.put("TAILRACE_OUTPUTS", "loki,file");
    settings.put("TAILRACE_FILE_PATH", folder.resolve("out.ndjson").toString());
    settings.put("TAILRACE_LOKI_URL", loki.url());
    settings.put("TAILRACE_LOKI_LABEL_FIELDS", "user");
    return settings;
  }

  private void healthyLineArrives(AgentProcess agent, CountingLoki loki) throws Exception {
    String line = "{\"healthy\":" + healthyLines++ + "}";
    Files.writeString(logs().resolve("healthy.log"), line + "\n", CREATE, APPEND);
    agent.await("a healthy line arrives: " + line, () -> loki.lines(line).size() == 1);
  }

  private List<String> expectedHealthy() {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < healthyLines; i++) {
      expected.add("{\"healthy\":" + i + "}");
    }
    return expected;
  }

  private static List<String> hostileJson() {
    var keys = new StringBuilder("{\"hostile\":0");
    for (int i = 0; i < 20_000; i++) {
      keys.append(",\"").append(Integer.toString(i, 36)).append("\":1");
    }
    return List.of(
        "{\"hostile\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}",
        "{\"hostile\":" + "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000) + "}",
        "{\"hostile\":1e999999999}",
        "{\"hostile\":" + "9".repeat(100_000) + "}",
        "{\"hostile\":1,\"hostile\":2}",
        keys + "}");
  }

  private void deepJson() throws IOException {
    write(logs().resolve("json.log"), String.join("\n", hostileJson()) + "\n");
  }

  private void holes() throws IOException {
    writeAt(logs().resolve("hole.log"), FIFTY_GB, "late\n");
    writeAt(logs().resolve("sparse-line.log"), 0, "begins");
    writeAt(logs().resolve("sparse-line.log"), TWO_GB, "\n{\"after\":\"hole\"}\n");
  }

  /** Letters, two gigabytes of them. */
  private void longLine() throws IOException {
    byte[] letters = new byte[8 << 20];
    Arrays.fill(letters, (byte) 'x');
    try (var file = FileChannel.open(logs().resolve("long-line.log"), CREATE, WRITE)) {
      while (file.size() < TWO_GB) {
        file.write(ByteBuffer.wrap(letters));
      }
      file.write(ByteBuffer.wrap("\n{\"after\":\"line\"}\n".getBytes(US_ASCII)));
    }
  }

  private void labels() throws IOException {
    try (BufferedWriter file = Files.newBufferedWriter(logs().resolve("labels.log"))) {
      for (int i = 0; i < LABELS; i++) {
        file.write("{\"user\":\"u" + i + "\"}\n");
      }
    }
  }

  private void manyFiles() throws IOException {
    for (int i = 0; i < FILES; i++) {
      Path directory = logs().resolve("many" + i / 1_000);
      if (i % 1_000 == 0) {
        Files.createDirectory(directory);
      }
      Files.writeString(directory.resolve(i + ".log"), "{\"n\":" + i + "}\n");
    }
  }

  /** Documents that say that they could not be read. */
  private void assertHostileDocuments() throws IOException {
    List<String> messages = new ArrayList<>();
    try (var lines = Files.lines(folder.resolve("out.ndjson"))) {
      lines
          .filter(line -> line.contains("parse_error"))
          .map(line -> new JsonMapper().readTree(line))
          .forEach(document -> messages.add(document.path("message").asString()));
    }
    assertThat(messages).containsExactlyElementsOf(hostileJson());
  }

  private static void write(Path file, String text) throws IOException {
    writeAt(file, 0, text);
  }

  private static void writeAt(Path path, long offset, String text) throws IOException {
    try (var file = FileChannel.open(path, CREATE, WRITE)) {
      file.write(ByteBuffer.wrap(text.getBytes(US_ASCII)), offset);
    }
  }
}
