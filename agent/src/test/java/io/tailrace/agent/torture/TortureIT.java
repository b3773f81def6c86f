package io.tailrace.agent.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as a user calls it, by its launcher; shorter. What it says is what it found. */
class TortureIT {
  /** A minute on a quiet machine, a few on one that is busy with a build. */
  private static final long PATIENCE_MINUTES = 10;

  @TempDir private Path folder;

  @Test
  @Tag("T1")
  @Tag("T2")
  @Tag("T6")
  @Tag("T7")
  @Tag("T10")
  @Tag("T22")
  @Tag("T23")
  @Tag("T24")
  @Tag("E1")
  @Tag("E7")
  @Tag("E8")
  @Tag("E9")
  @Tag("E10")
  @Tag("E11")
  @Tag("E12")
  @Tag("E13")
  void killed20TimesBeforeARealElasticsearchThatMisbehavesNothingIsLostAndNothingTwice()
      throws Exception {
    String said = torture("--kills", "20", "--elasticsearch", "real");

    assertThat(said)
        .contains("Nothing lost, nothing twice, nothing altered", "Elasticsearch 9.")
        .contains("20 times SIGKILL")
        .containsPattern("[1-9][0-9]* times SIGTERM; checkpoint damaged [1-9]")
        .containsPattern("again +[1-9][0-9,]* records came again and were known");
    for (Mode mode : Mode.usual()) {
      assertThat(said).containsPattern("rotations .*[1-9][0-9]* " + mode.label());
    }
    for (Fault fault : Fault.values()) {
      if (fault != Fault.NONE) {
        assertThat(said).contains(" × " + fault.what());
      }
    }
  }

  @Test
  @Tag("L8")
  void killed5TimesBeforeALokiThatMisbehavesNothingIsLost() throws Exception {
    String said = torture("--kills", "5", "--output", "loki");

    assertThat(said).contains("Nothing lost", "nothing altered", "a scripted Loki");
  }

  private String torture(String... options) throws IOException, InterruptedException {
    Path launcher =
        Path.of(System.getProperty("basedir", ""), "target", "tailrace", "tailrace")
            .toAbsolutePath();
    Path out = folder.resolve("torture.out");
    List<String> command = new ArrayList<>(List.of("sh", launcher.toString(), "torture"));
    command.addAll(List.of(options));
    command.addAll(List.of("--directory", folder.resolve("torture").toString()));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("TAILRACE_JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.redirectOutput(out.toFile()).start();
    try {
      boolean ended = process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
      String said = new String(Files.readAllBytes(out), StandardCharsets.UTF_8);
      System.out.println(said);
      assertThat(ended).as(said).isTrue();
      assertThat(process.exitValue()).as(said).isZero();
      return said;
    } finally {
      // By SIGTERM, so that it ends what it started.
      process.destroy();
    }
  }
}
