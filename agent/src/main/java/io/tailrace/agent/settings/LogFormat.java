package io.tailrace.agent.settings;

/** How the agent says it. */
public enum LogFormat {
  /** One readable line for each event. */
  TEXT,
  /** One JSON object for each event. */
  JSON
}
