package io.tailrace.agent.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.agent.BulkSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Settings that change under a running agent, in a file as Kubernetes mounts it. */
class ReloadIT {
  private static final int RELOADS = 50;

  /** What runs in the background of a shell may have it ignored, and all that it starts. */
  private static final List<String> HANGUP_IS_HEARD = List.of("env", "--default-signal=HUP");

  @TempDir private Path folder;

  private Path logs;
  private Path out;
  private Path mount;
  private int versions;

  /** What the file says. */
  private final Map<String, String> settings = new LinkedHashMap<>();

  @BeforeEach
  void mountTheSettings() throws IOException {
    logs = Files.createDirectory(folder.resolve("logs"));
    out = folder.resolve("out.ndjson");
    mount = Files.createDirectory(folder.resolve("mount"));
    Files.createSymbolicLink(mount.resolve("agent.env"), Path.of("..data", "agent.env"));
    settings.put("TAILRACE_PATHS", logs + "/app.log");
    settings.put("TAILRACE_OUTPUTS", "file");
    settings.put("TAILRACE_FILE_PATH", out.toString());
  }

  /** Replaces the file as the kubelet does. */
  private void publish() throws IOException {
    Path data = Files.createDirectory(mount.resolve("..version_" + versions++));
    Files.writeString(data.resolve("agent.env"), text());
    Path link = mount.resolve("..data_tmp");
    Files.createSymbolicLink(link, data.getFileName());
    Files.move(link, mount.resolve("..data"), ATOMIC_MOVE, REPLACE_EXISTING);
  }

  private String text() {
    var text = new StringBuilder();
    settings.forEach((name, value) -> text.append(name + "=" + value + "\n"));
    return text.toString();
  }

  private AgentProcess start() throws IOException {
    publish();
    return AgentProcess.start(
        folder,
        HANGUP_IS_HEARD,
        Map.of(
            "TAILRACE_ENV_FILE", mount.resolve("agent.env").toString(),
            "TAILRACE_STATE_DIR", folder.resolve("state").toString()));
  }

  private static long reloads(AgentProcess agent) throws IOException, InterruptedException {
    return agent.status().at("/settings/reloads").asLong();
  }

  private static long refusals(AgentProcess agent) throws IOException, InterruptedException {
    return agent.status().at("/settings/refusals").asLong();
  }

  /**
   * Three outputs, each of which shows something else: the file shows what comes twice and the
   * order, Loki what comes twice though its time is another, Elasticsearch other ids.
   */
  @Test
  void fiftyReloadsUnderLoadLoseNothingRepeatNothingAndKeepTheOrder() throws Exception {
    try (var loki = ScriptedLoki.start();
        var elasticsearch = BulkSink.start()) {
      settings.put("TAILRACE_OUTPUTS", "file,loki,elasticsearch");
      settings.put("TAILRACE_LOKI_URL", loki.url().toString());
      settings.put("TAILRACE_LOKI_IN_FLIGHT", "1");
      settings.put("TAILRACE_ELASTICSEARCH_URL", elasticsearch.url());
      try (var agent = start();
          var writer = new Writer(new RotatingFile(logs.resolve("app.log")))) {
        agent.await("it ships", () -> loki.count() > 0);
        writer.start();
        for (int i = 1; i <= RELOADS; i++) {
          changeSomething(i);
          int expected = i;
          reload(agent, i);
          agent.await("reload " + i, () -> reloads(agent) == expected);
        }
        int written = writer.end();
        assertThat(agent.terminate()).as(agent::said).isZero();
        assertThat(agent.said()).doesNotContain("ERROR", "given up");
        assertThat(writer.rotations()).isGreaterThan(10);
        String allOnceInOrder = written + " lines: lost [], twice [], late []";
        assertThat(account(messages(), written)).isEqualTo(allOnceInOrder);
        assertThat(account(loki.entries().stream().map(entry -> entry.line()).toList(), written))
            .isEqualTo(allOnceInOrder);
        // Several requests are under way at a time and may overtake each other.
        assertThat(
                account(
                    elasticsearch.stored().values().stream()
                        .map(document -> document.path("message").asString())
                        .sorted(Comparator.comparingInt(ReloadIT::number))
                        .toList(),
                    written))
            .isEqualTo(allOnceInOrder);
      }
    }
  }

  /** What is wrong with what arrived, the first few of each kind. */
  private static String account(List<String> arrived, int written) {
    var seen = new BitSet();
    var twice = new ArrayList<String>();
    var late = new ArrayList<String>();
    int last = -1;
    for (String line : arrived) {
      int number = number(line);
      (seen.get(number) ? twice : number < last ? late : new ArrayList<String>()).add(line);
      seen.set(number);
      last = Math.max(last, number);
    }
    String lost =
        IntStream.range(0, written).filter(i -> !seen.get(i)).limit(20).boxed().toList().toString();
    return "%d lines: lost %s, twice %s, late %s"
        .formatted(
            seen.length(),
            lost,
            twice.subList(0, Math.min(20, twice.size())),
            late.subList(0, Math.min(20, late.size())));
  }

  private static int number(String line) {
    return Integer.parseInt(line.substring("line ".length()));
  }

  /** Each kind of change comes round again and again. */
  private void changeSomething(int i) throws IOException {
    switch (i % 7) {
      case 0 -> settings.put("TAILRACE_DRAIN_TIMEOUT", (25 + i) + "s");
      case 1 -> settings.put("TAILRACE_ELASTICSEARCH_BATCH_BYTES", (16 + i) + "KiB");
      case 2 -> settings.put("TAILRACE_FIELDS", "labels.round=" + i);
      case 3 -> settings.put("TAILRACE_PATHS", logs + "/app.log," + logs + "/other" + i + "/*.log");
      case 4 -> settings.put("TAILRACE_LOKI_LINGER", (50 + i) + "ms");
      case 5 -> addOrRemoveAnOutput();
      default -> settings.put("TAILRACE_MULTILINE", i % 2 == 0 ? "none" : "java");
    }
  }

  private void addOrRemoveAnOutput() {
    if (settings.remove("TAILRACE_MORE_TYPE") == null) {
      settings.put("TAILRACE_OUTPUTS", "more,file,loki,elasticsearch");
      settings.put("TAILRACE_MORE_TYPE", "file");
      settings.put("TAILRACE_MORE_PATH", folder.resolve("more.ndjson").toString());
    } else {
      settings.put("TAILRACE_OUTPUTS", "file,loki,elasticsearch");
      settings.remove("TAILRACE_MORE_PATH");
    }
  }

  /** Now and then it has to notice by itself, which takes it two seconds. */
  private void reload(AgentProcess agent, int i) throws IOException, InterruptedException {
    publish();
    if (i % 10 != 0) {
      agent.signal("HUP");
    }
  }

  @Test
  void badSettingsAreRefusedWithEveryReasonAndTheOldOnesStay() throws Exception {
    try (var agent = start()) {
      agent.awaitSaid("reading");
      settings.put("TAILRACE_MAX_LINE", "64mb");
      settings.put("TAILRACE_FILE_PATHH", "/x");
      publish();
      agent.await("it is refused", () -> refusals(agent) == 1);

      JsonNode because = agent.status().at("/settings/refusedBecause");
      assertThat(because.size()).isEqualTo(2);
      assertThat(because.toString())
          .contains("TAILRACE_MAX_LINE=64mb (" + mount + "/agent.env:4): ", "Did you mean 64MiB?")
          .contains("TAILRACE_FILE_PATHH", "Did you mean TAILRACE_FILE_PATH?");
      assertThat(agent.linesWith("settings refused: ")).hasSize(2);
      assertThat(agent.page("/").body()).contains("New settings are refused: TAILRACE_MAX_LINE");
      assertThat(agent.page("/metrics").body())
          .contains("tailrace_settings_refused 1.0", "tailrace_settings_refusals_total 1.0");
      Files.writeString(logs.resolve("app.log"), "still\n");
      agent.await("it is shipped", () -> messages().contains("still"));

      settings.remove("TAILRACE_MAX_LINE");
      settings.remove("TAILRACE_FILE_PATHH");
      publish();
      agent.await(
          "nothing is refused", () -> agent.status().at("/settings/refusedBecause").isEmpty());
      assertThat(reloads(agent)).isZero();
      assertThat(agent.terminate()).as(agent::said).isZero();
    }
  }

  @Test
  void whatTakesARestartIsRefused() throws Exception {
    try (var agent = start()) {
      agent.awaitSaid("reading");
      settings.put("TAILRACE_LOG_FORMAT", "json");
      settings.put("TAILRACE_PATHS", folder + "/**");
      publish();
      agent.signal("HUP");
      agent.await("it is refused", () -> refusals(agent) == 1);

      assertThat(agent.status().at("/settings/refusedBecause").toString())
          .contains("TAILRACE_LOG_FORMAT: another format takes a restart")
          .contains("the output file writes to " + out);
    }
  }

  /** What a reload is for: the destination's address was wrong. */
  @Test
  void anOutputThatCannotShipIsMendedAndAnotherIsNotDisturbed() throws Exception {
    settings.put("TAILRACE_OUTPUTS", "file,loki");
    settings.put("TAILRACE_LOKI_URL", "http://127.0.0.1:1");
    Files.writeString(logs.resolve("app.log"), "line 0\nline 1\n");
    try (var loki = ScriptedLoki.start();
        var agent = start()) {
      agent.await("it tries", () -> agent.output("loki").path("attempts").asLong() > 1);
      agent.await("the other ships", () -> messages().size() == 2);
      settings.put("TAILRACE_LOKI_URL", loki.url().toString());
      publish();

      agent.await("all is there", () -> loki.count() == 2);
      assertThat(agent.said()).contains("restarted where it was: loki; the others went on");
      // Counted since the start of the agent, not of the output.
      assertThat(agent.output("loki").path("attempts").asLong()).isGreaterThan(2);
      assertThat(agent.terminate()).as(agent::said).isZero();
      assertThat(messages()).containsExactly("line 0", "line 1");
      assertThat(loki.entries().stream().map(entry -> entry.line()))
          .containsExactly("line 0", "line 1");
    }
  }

  @Test
  void theLevelOfTheAgentsLogChangesAtOnce() throws Exception {
    try (var agent = start()) {
      agent.awaitSaid("reading");
      settings.put("TAILRACE_LOG_LEVEL", "error");
      publish();
      agent.signal("HUP");
      agent.await("it is taken", () -> reloads(agent) == 1);
      assertThat(agent.linesWith("the settings have changed")).isEmpty();

      settings.put("TAILRACE_LOG_LEVEL", "info");
      publish();
      agent.signal("HUP");
      agent.awaitSaid("the settings have changed: no output had to be restarted");
    }
  }

  @Test
  void withoutAFileOfSettingsAHangupEndsIt() throws Exception {
    settings.put("TAILRACE_STATE_DIR", folder.resolve("state").toString());
    Files.writeString(logs.resolve("app.log"), "last\n");
    try (var agent = AgentProcess.start(folder, HANGUP_IS_HEARD, settings)) {
      agent.awaitSaid("reading");
      agent.signal("HUP");

      assertThat(agent.exit()).as(agent::said).isZero();
      assertThat(messages()).containsExactly("last");
    }
  }

  /** The messages in the file output, of whole lines. */
  private List<String> messages() throws IOException {
    String text = Files.exists(out) ? new String(Files.readAllBytes(out), UTF_8) : "";
    var mapper = new JsonMapper();
    return text.substring(0, text.lastIndexOf('\n') + 1)
        .lines()
        .map(line -> mapper.readTree(line).path("message").asString())
        .toList();
  }

  /** Writes and rotates until it is told to end, on a thread of its own. */
  private static final class Writer implements AutoCloseable {
    private static final int LINES_OF_FLUSH = 20;
    private static final int FLUSHES_OF_FILE = 100;

    private final RotatingFile file;
    private final Thread thread = new Thread(this::write, "writer");
    private final AtomicBoolean ending = new AtomicBoolean();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private int lines;

    /** Writes the first line at once. */
    Writer(RotatingFile file) throws IOException {
      this.file = file;
      add();
      file.flush();
    }

    void start() {
      thread.start();
    }

    private void add() {
      file.add(("line " + lines++ + "\n").getBytes(UTF_8));
    }

    private void write() {
      try {
        for (int flush = 1; !ending.get(); flush++) {
          for (int i = 0; i < LINES_OF_FLUSH; i++) {
            add();
          }
          file.flush();
          if (flush % FLUSHES_OF_FILE == 0) {
            file.rotate();
          }
          Thread.sleep(5);
        }
      } catch (IOException | InterruptedException e) {
        failure.set(e);
      }
    }

    /** How many lines were written. */
    int end() throws InterruptedException {
      ending.set(true);
      thread.join();
      assertThat(failure.get()).isNull();
      return lines;
    }

    int rotations() {
      return file.generation();
    }

    @Override
    public void close() throws IOException {
      ending.set(true);
      file.close();
    }
  }
}
