package io.tailrace.agent.cli;

import io.tailrace.agent.settings.Origin;
import io.tailrace.agent.settings.Problem;
import java.util.List;

/**
 * What is wrong with the settings, for a person:
 *
 * <pre>{@code
 * 3 problems with the settings:
 *
 *   TAILRACE_BATCH_BYTES=64mb
 *     A size is a whole number with KiB, MiB or GiB. Did you mean 64MiB?
 *
 *   TAILRACE_ONLY_IF=level>=wran
 *                           ^
 *     Column 8: There is no level wran, only unknown, trace, debug, info, warn,
 *     error, fatal. Did you mean warn?
 *
 *   TAILRACE_OUTPTS  (/etc/tailrace/agent.env:3)
 *     There is no such setting. Did you mean TAILRACE_OUTPUTS?
 *
 * All settings with examples: tailrace config --help
 * }</pre>
 */
final class ProblemReport {
  private ProblemReport() {}

  static String of(List<Problem> problems) {
    StringBuilder out = new StringBuilder();
    out.append(Text.count(problems.size(), "problem")).append(" with the settings:\n");
    for (Problem problem : problems) {
      out.append("\n  ").append(problem.subject());
      problem.shown().ifPresent(value -> out.append('=').append(value));
      problem.origin().ifPresent(origin -> out.append(place(origin)));
      out.append('\n').append(caret(problem)).append(Text.wrap("    ", "    ", problem.message()));
    }
    return out.append("\nAll settings with examples: tailrace config --help\n").toString();
  }

  /** A mark below the character that is wrong, if the value is on one line up to there. */
  private static String caret(Problem problem) {
    int before = "  ".length() + problem.subject().length() + "=".length();
    return problem.index().isPresent()
            && problem.shown().isPresent()
            && before + problem.index().getAsInt() < Text.WIDTH
        ? " ".repeat(before + problem.index().getAsInt()) + "^\n"
        : "";
  }

  private static String place(Origin origin) {
    return switch (origin) {
      case Origin.FromFile file -> "  (" + file + ")";
      case Origin.FromEnvironment(), Origin.FromLabel(_), Origin.IsDefault() -> "";
    };
  }
}
