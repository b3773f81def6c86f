package io.tailrace.agent.cli;

import io.tailrace.agent.settings.Loaded;
import io.tailrace.agent.settings.Settings;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** What a command finds around it. */
public record Surroundings(
    Map<String, String> environment,
    InputStream in,
    PrintStream out,
    PrintStream err,
    InstantSource clock) {

  /** Those of this process. */
  public static Surroundings ofProcess() {
    return new Surroundings(
        System.getenv(),
        System.in,
        new PrintStream(System.out, true, StandardCharsets.UTF_8),
        new PrintStream(System.err, true, StandardCharsets.UTF_8),
        InstantSource.system());
  }

  /** The settings; if something is wrong with them that is said on standard error instead. */
  Optional<Loaded.Good> settings() {
    return switch (Settings.load(environment)) {
      case Loaded.Good good -> Optional.of(good);
      case Loaded.Bad bad -> {
        err.print(ProblemReport.of(bad.problems()));
        yield Optional.empty();
      }
    };
  }
}
