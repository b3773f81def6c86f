package io.tailrace.agent.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** The process and a volume in which files cannot be looked at, must not be, or are links. */
class VolumeTroubleIT {
  private static final String SECRET = "hunter2";

  @TempDir private Path folder;

  private Path logs;
  private Path out;
  private final Map<String, String> settings = new LinkedHashMap<>();
  private final List<String> written = new ArrayList<>();

  @BeforeEach
  void shipToAFile() throws IOException {
    Obstacle.permit(folder, "rwxrwxrwx");
    logs = Files.createDirectory(folder.resolve("logs"));
    out = folder.resolve("out.ndjson");
    settings.put("TAILRACE_PATHS", logs + "/*.log");
    settings.put("TAILRACE_STATE_DIR", folder.resolve("state").toString());
    settings.put("TAILRACE_OUTPUTS", "file");
    settings.put("TAILRACE_FILE_PATH", out.toString());
  }

  private AgentProcess start(String... prefix) throws IOException {
    return AgentProcess.start(folder, List.of(prefix), settings);
  }

  private Path write(String name, String line) throws IOException {
    Path file = logs.resolve(name);
    Files.createDirectories(file.getParent());
    written.add(line);
    return Files.writeString(file, line + "\n", CREATE, APPEND);
  }

  private List<String> messages() throws IOException {
    return messages(Files.exists(out) ? new String(Files.readAllBytes(out), UTF_8) : "");
  }

  private static List<String> messages(String text) {
    var mapper = new JsonMapper();
    return text.substring(0, text.lastIndexOf('\n') + 1)
        .lines()
        .map(line -> mapper.readTree(line).path("message").asString())
        .toList();
  }

  private void awaitAll(AgentProcess agent) throws InterruptedException {
    agent.await("all is shipped", () -> messages().size() >= written.size());
  }

  /** Ends it, so that nothing can follow, and compares what was shipped with what was written. */
  private void assertOnceEach(AgentProcess agent) throws IOException, InterruptedException {
    awaitAll(agent);
    assertThat(agent.terminate()).as(agent::said).isZero();
    assertThat(messages()).containsExactlyInAnyOrderElementsOf(written);
  }

  private void link(String name, String target) throws IOException {
    Path other = logs.resolve("..new");
    Files.createSymbolicLink(other, Path.of(target));
    Files.move(other, logs.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  @Test
  @Tag("S1")
  @Tag("S2")
  void linksAndWhatIsNoFileAreNeitherReadNorInTheWay() throws Exception {
    settings.put("TAILRACE_PATHS", logs + "/**");
    settings.put("TAILRACE_SERVICE", SECRET);
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Files.writeString(outside.resolve("token"), SECRET + "\n");
    link("environ.log", "/proc/self/environ");
    link("token.log", outside.resolve("token").toString());
    link("directory", outside.toString());
    assertThat(new ProcessBuilder("mkfifo", logs.resolve("fifo.log").toString()).start().waitFor())
        .isZero();
    Files.createDirectory(logs.resolve("directory.log"));
    Files.writeString(logs.resolve("old.log.gz"), "garbage");
    write("healthy.log", "the first");

    try (var socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        var agent = start()) {
      socket.bind(UnixDomainSocketAddress.of(logs.resolve("s.log")));
      awaitAll(agent);
      write("directory.log/healthy.log", "the second");
      awaitAll(agent);
      agent.await(
          "it is counted",
          () -> unread(agent, "not_a_file") == 2 && unread(agent, "compressed") == 1);

      assertThat(unread(agent, "link")).isEqualTo(3);
      assertThat(agent.page("/readyz").statusCode()).isEqualTo(200);
      assertThat(agent.linesWith("is a symbolic link and not followed")).hasSize(3);
      assertOnceEach(agent);
    }
  }

  private static double unread(AgentProcess agent, String reason)
      throws IOException, InterruptedException {
    String series = "tailrace_files_unread{reason=\"" + reason + "\"} ";
    return agent
        .page("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(series))
        .mapToDouble(line -> Double.parseDouble(line.substring(series.length())))
        .findFirst()
        .orElseThrow(() -> new IOException("no metric " + series));
  }

  @Test
  @Tag("T9")
  void linksThatAreSwappedAreReadToTheEndOfTheOldTargetAndThenTheNewOne() throws Exception {
    settings.put("TAILRACE_FOLLOW_SYMLINKS", "true");
    settings.put("TAILRACE_PATHS", logs + "/*.log," + logs + "/current");
    write("log.0", "log 0");
    link("current", "log.0");
    write("..0/app.log", "app 0");
    link("..data", "..0");
    link("app.log", "..data/app.log");
    // Both by its own name and by a link.
    write("both.log", "both 0");
    link("link.log", "both.log");

    try (var agent = start()) {
      awaitAll(agent);
      for (int i = 1; i <= 20; i++) {
        write("log." + (i - 1), "the last of log " + i);
        write("log." + i, "log " + i);
        link("current", "log." + i);
        write("..%d/app.log".formatted(i - 1), "the last of app " + i);
        write("..%d/app.log".formatted(i), "app " + i);
        link("..data", ".." + i);
        write("both.log", "both " + i);
        awaitAll(agent);
      }
      assertOnceEach(agent);
    }
  }

  @Test
  @Tag("T19")
  void withoutAnyDescriptorLeftFilesThatAreOpenAreReadAndTheOthersLater() throws Exception {
    // To a file, it would have to open that.
    settings.put("TAILRACE_OUTPUTS", "stdout");
    settings.remove("TAILRACE_FILE_PATH");
    write("a.log", "a");
    Path b = write("b.log", "b");
    try (var agent = start()) {
      agent.await("both are shipped", () -> messages(agent.printed()).size() == 2);
      agent.await("they are known", () -> agent.status().path("files").size() == 2);

      limitDescriptors(agent, "3");
      write("a.log", "while there are none");
      Files.move(b, logs.resolve("b.old"));
      write("b.old", "to the old name");
      write("b.log", "to the new file");
      write("c.log", "c");
      agent.await("what is open goes on", () -> messages(agent.printed()).size() == 4);
      agent.awaitSaid("Too many open files");
      assertThat(messages(agent.printed())).contains("while there are none", "to the old name");

      limitDescriptors(agent, "1024");
      agent.await("the others follow", () -> messages(agent.printed()).size() == written.size());
      assertThat(agent.terminate()).as(agent::said).isZero();
      assertThat(messages(agent.printed())).containsExactlyInAnyOrderElementsOf(written);
    }
  }

  private static void limitDescriptors(AgentProcess agent, String soft) throws Exception {
    var prlimit =
        new ProcessBuilder("prlimit", "--pid", Long.toString(agent.pid()), "--nofile=" + soft + ":")
            .inheritIO()
            .start();
    assertThat(prlimit.waitFor()).isZero();
  }

  @Test
  @Tag("T18")
  @Tag("T19")
  void moreFilesThanDescriptorsAreAllRead() throws Exception {
    for (int i = 0; i < 500; i++) {
      write("f%d.log".formatted(i), "line of " + i);
    }
    try (var agent = start("prlimit", "--nofile=256:256")) {
      awaitAll(agent);
      for (int i = 0; i < 500; i += 5) {
        write("f%d.log".formatted(i), "more of " + i);
      }
      assertOnceEach(agent);
    }
  }

  /** Of a user namespace, whose limits are its own: those of the machine are everybody's. */
  @ParameterizedTest
  @ValueSource(strings = {"max_inotify_instances", "max_inotify_watches"})
  @Tag("T19")
  void withoutInotifyEverythingIsFoundByLooking(String limit) throws Exception {
    List<String> prefix =
        List.of(
            "unshare",
            "--user",
            "--map-root-user",
            "sh",
            "-c",
            "echo 0 > /proc/sys/user/" + limit + " && exec \"$@\"",
            "sh");
    assumeTrue(works(prefix), "user namespaces are not allowed here");
    write("a.log", "a 0");
    try (var agent = start(prefix.toArray(String[]::new))) {
      agent.awaitSaid("inotify");
      awaitAll(agent);
      for (int i = 1; i <= 5; i++) {
        Files.move(logs.resolve("a.log"), logs.resolve("a.log." + i));
        write("a.log", "a " + i);
        write("a.log." + i, "late " + i);
        write("b%d.log".formatted(i), "b " + i);
        awaitAll(agent);
      }
      assertThat(agent.linesWith("inotify")).hasSize(1);
      assertOnceEach(agent);
    }
  }

  private static boolean works(List<String> prefix) throws InterruptedException {
    try {
      var command = new ArrayList<>(prefix);
      command.add("true");
      return new ProcessBuilder(command).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  @Tag("T20")
  void fileThatMayNotBeReadIsSaidOnceAndReadOnceItMay() throws Exception {
    Obstacle nobody = Obstacle.before(folder.resolve("other"));
    Path closed = write("closed.log", "closed");
    Obstacle.permit(logs, "rwxrwxrwx");
    Obstacle.permit(closed, "---------");
    write("open.log", "open");
    assumeTrue(!Files.isReadable(closed) || !nobody.prefix().isEmpty(), "nobody to be");

    try (var agent = AgentProcess.start(folder, nobody.prefix(), settings)) {
      agent.awaitSaid(closed + " cannot be read: permission denied");
      agent.await("the other is shipped", () -> messages().contains("open"));
      agent.await("it is counted", () -> unread(agent, "denied") == 1);
      for (int i = 0; i < 10; i++) {
        write("open.log", "open " + i);
        int expected = written.size() - 1;
        agent.await("it is shipped", () -> messages().size() == expected);
      }

      Obstacle.permit(closed, "rw-r--r--");
      awaitAll(agent);
      assertThat(agent.linesWith(closed + " cannot be read")).hasSize(1);
      assertThat(agent.linesWith(closed + " can be read now")).hasSize(1);
      agent.await("it is counted no more", () -> unread(agent, "denied") == 0);
      assertOnceEach(agent);
    }
  }

  @Test
  @Tag("T20")
  void directoryThatIsMissingIsSaidOnceAndReadOnceItIsMade() throws Exception {
    settings.put("TAILRACE_PATHS", logs + "/*.log," + logs + "/later/*.log");
    try (var agent = start()) {
      agent.awaitSaid(logs + "/later does not exist yet");
      for (int i = 0; i < 10; i++) {
        write("a.log", "a " + i);
        awaitAll(agent);
      }
      write("later/b.log", "b");
      awaitAll(agent);

      assertThat(agent.linesWith(logs + "/later does not exist yet")).hasSize(1);
      assertOnceEach(agent);
    }
  }
}
