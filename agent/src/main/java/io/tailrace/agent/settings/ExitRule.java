package io.tailrace.agent.settings;

import java.nio.file.Path;
import java.time.Duration;

/** When the agent ends by itself, for a Job whose sidecar nobody ends. */
public sealed interface ExitRule {
  /**
   * {@code file:/var/log/.done}: once the file is there, which whoever starts the application makes
   * when it has ended.
   */
  record FileIsThere(Path file) implements ExitRule {}

  /**
   * {@code idle:30s}: once files were written, and none for this long. It is a guess: who has a
   * file open cannot be seen in another container.
   */
  record Idle(Duration quiet) implements ExitRule {}
}
