package io.tailrace.agent.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher with a start-up cache of whatever kind, in a copy of the program's folder. */
class LauncherIT {
  /** Training starts three JVMs, on a machine that may be busy. */
  private static final long PATIENCE_MINUTES = 10;

  /** Where the JVM says that the class came out of the cache. */
  private static final String MAIN_FROM_CACHE =
      "io.tailrace.agent.Main source: shared objects file";

  private @TempDir Path folder;
  private Path program;

  private record Ended(int code, String out, String err) {}

  @BeforeEach
  void copyTheProgram() throws IOException {
    program = folder.resolve("tailrace");
    FileUtils.copyDirectory(AgentProcess.programFolder().toFile(), program.toFile());
    for (Path cache : caches()) {
      Files.delete(cache);
    }
  }

  @Test
  void withoutACacheItStartsAndSaysNothingOfIt() throws Exception {
    Ended ended = launch(Map.of(), "version");

    assertThat(ended.code()).isZero();
    assertThat(ended.out()).startsWith("tailrace ");
    assertThat(ended.err()).isEmpty();
  }

  @Test
  void aCacheThatIsGarbageIsNoNews() throws Exception {
    Files.write(cacheOfThisJava(), new byte[100_000]);

    Ended ended = launch(Map.of(), "version");

    assertThat(ended.code()).isZero();
    assertThat(ended.out()).startsWith("tailrace ");
    assertThat(ended.err()).isEmpty();
  }

  @Test
  void aTrainedStartTakesItsClassesFromTheCacheUntilAJarIsNewer() throws Exception {
    Ended trained = launch(Map.of(), "train");
    assertThat(trained.code()).as(trained.err()).isZero();
    assertThat(caches()).containsExactly(cacheOfThisJava());

    // With AOTMode=on the JVM refuses to start without a cache that fits.
    Map<String, String> strictly =
        Map.of("TAILRACE_JAVA_OPTIONS", "-XX:AOTMode=on -Xlog:class+load:stdout");
    Ended ended = launch(strictly, "version");
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.out()).contains(MAIN_FROM_CACHE);
    assertThat(ended.err()).isEmpty();

    touchTheAgentsJar();
    Map<String, String> talkingOfClasses =
        Map.of("TAILRACE_JAVA_OPTIONS", "-Xlog:class+load:stdout");
    Ended stale = launch(talkingOfClasses, "version");
    assertThat(stale.code()).isZero();
    assertThat(stale.out()).contains("tailrace ").doesNotContain(MAIN_FROM_CACHE);
    assertThat(stale.err()).isEmpty();
  }

  private void touchTheAgentsJar() throws IOException {
    for (Path jar : files("tailrace-agent-")) {
      Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(60)));
    }
  }

  private List<Path> caches() throws IOException {
    return files("").stream().filter(file -> file.toString().endsWith(".aot")).toList();
  }

  private List<Path> files(String prefix) throws IOException {
    try (Stream<Path> files = Files.list(program.resolve("lib"))) {
      return files.filter(file -> file.getFileName().toString().startsWith(prefix)).toList();
    }
  }

  private Path cacheOfThisJava() {
    return program.resolve("lib").resolve("tailrace-" + Runtime.version() + ".aot");
  }

  private Ended launch(Map<String, String> more, String command)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "launcher-", ".out");
    Path err = Files.createTempFile(folder, "launcher-", ".err");
    var builder = new ProcessBuilder(program.resolve("tailrace").toString(), command);
    builder.environment().keySet().removeIf(name -> name.startsWith("TAILRACE_"));
    builder.environment().put("TAILRACE_JAVA_HOME", System.getProperty("java.home"));
    builder.environment().putAll(more);
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError(command + " does not end: " + Files.readString(err, UTF_8));
    }
    return new Ended(
        process.exitValue(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
  }
}
