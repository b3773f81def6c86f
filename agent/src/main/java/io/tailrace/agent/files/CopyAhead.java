package io.tailrace.agent.files;

/** When a file that is still written to is copied, in case it is truncated in place. */
public enum CopyAhead {
  /** Once a truncation has cost lines at its path, and an output is behind. */
  AUTO,
  /** Whenever an output is behind. */
  ALWAYS,
  /** Never. */
  NEVER
}
