package io.tailrace.agent.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The kind of {@code TAILRACE_EXIT_WHEN}. */
final class ExitRules {
  static final Kind<List<ExitRule>> RULES =
      Kind.listOf("list of `file:path` and `idle:time`", Kind.of("rule", ExitRules::rule));

  private static final String FORM =
      "A rule is file: and an absolute path, such as file:/var/log/.done, or idle: and a time, such"
          + " as idle:30s.";

  /** Less would take the pause between two lines for the end. */
  private static final Kind<Duration> QUIET =
      QuantityKinds.time(Duration.ofSeconds(1), Duration.ofHours(24));

  private ExitRules() {}

  private static ExitRule rule(String text) throws BadValue {
    int colon = text.indexOf(':');
    String rest = text.substring(colon + 1).strip();
    if (colon < 0 || rest.isEmpty()) {
      throw new BadValue(FORM);
    }
    return switch (text.substring(0, colon)) {
      case "file" -> new ExitRule.FileIsThere(file(rest));
      case "idle" -> new ExitRule.Idle(QUIET.parse(rest));
      default -> throw new BadValue(FORM);
    };
  }

  private static Path file(String path) throws BadValue {
    return PathKinds.PATH.parse(path);
  }
}
