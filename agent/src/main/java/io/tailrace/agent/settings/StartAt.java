package io.tailrace.agent.settings;

/** Where to begin in a file that no checkpoint knows. */
public enum StartAt {
  /** At its first byte. */
  BEGINNING,
  /**
   * At what is written after the agent's start; files that appear later are read from their first
   * byte.
   */
  END
}
