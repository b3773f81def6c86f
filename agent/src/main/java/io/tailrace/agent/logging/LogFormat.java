package io.tailrace.agent.logging;

/** How the agent's own log is written. */
public enum LogFormat {
  /** One readable line for each event; a stack trace is indented below it. */
  TEXT,
  /** One JSON object on a line for each event, its fields named as in ECS. */
  JSON
}
