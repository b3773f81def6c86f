package io.tailrace.agent.logging;

import java.util.logging.LogManager;

/**
 * A log manager that neither configures itself from the JDK's file, which costs time at the start,
 * nor takes the handlers away in a shutdown hook, as the JDK's does: after SIGTERM the agent drains
 * for seconds, and that is when its log matters most.
 *
 * <p>Public only because the JDK creates it by name.
 */
public final class EnduringLogManager extends LogManager {
  /** For the JDK, which creates the one instance by name. */
  public EnduringLogManager() {}

  @Override
  public void readConfiguration() {
    // Logging.configure does it.
  }

  @Override
  public void reset() {
    // See the class comment.
  }
}
