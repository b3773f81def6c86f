package io.tailrace.parsers;

/** One scale for every spelling of a level, lowest first. */
public enum Severity {
  /** The line names no level that is known. */
  UNKNOWN("unknown"),
  TRACE("trace"),
  DEBUG("debug"),
  INFO("info"),
  WARN("warn"),
  ERROR("error"),
  FATAL("fatal");

  private final String label;

  Severity(String label) {
    this.label = label;
  }

  /** The lower-case spelling that is shipped, as in ECS {@code log.level}. */
  public String label() {
    return label;
  }
}
