package io.tailrace.agent.settings;

import java.nio.file.Path;

/** Where a value came from. */
public sealed interface Origin {
  /** An environment variable of the process. */
  record FromEnvironment() implements Origin {
    @Override
    public String toString() {
      return "environment";
    }
  }

  /**
   * A line of the file in {@code TAILRACE_ENV_FILE}, or of a file of tests.
   *
   * @param line counted from 1
   */
  record FromFile(Path file, int line) implements Origin {
    @Override
    public String toString() {
      return file + ":" + line;
    }
  }

  /** A label of the pod, in the place of a setting. */
  record FromLabel(String label) implements Origin {
    @Override
    public String toString() {
      return "label " + label;
    }
  }

  /** It was not set. */
  record IsDefault() implements Origin {
    @Override
    public String toString() {
      return "default";
    }
  }
}
