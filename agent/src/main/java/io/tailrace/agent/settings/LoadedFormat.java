package io.tailrace.agent.settings;

import io.tailrace.parsers.ParserSpec;
import java.util.List;

/** How lines are to be read, for trying it, or what is wrong with what is set. */
public sealed interface LoadedFormat {
  record Good(ParserSpec parser) implements LoadedFormat {}

  record Bad(List<Problem> problems) implements LoadedFormat {
    public Bad {
      problems = List.copyOf(problems);
    }
  }
}
