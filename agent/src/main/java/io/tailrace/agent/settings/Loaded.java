package io.tailrace.agent.settings;

import java.util.List;

/** What came of reading the settings. */
public sealed interface Loaded {
  /** Nothing is wrong with them. */
  record Good(AgentSettings settings, List<EffectiveSetting> effective) implements Loaded {
    public Good {
      effective = List.copyOf(effective);
    }
  }

  /** All that is wrong with them, at least one thing. */
  record Bad(List<Problem> problems) implements Loaded {
    public Bad {
      problems = List.copyOf(problems);
      if (problems.isEmpty()) {
        throw new IllegalArgumentException("no problem");
      }
    }
  }
}
