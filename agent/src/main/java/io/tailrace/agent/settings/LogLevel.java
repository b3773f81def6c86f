package io.tailrace.agent.settings;

/** How much the agent says about itself. */
public enum LogLevel {
  ERROR,
  WARN,
  INFO,
  DEBUG
}
