package io.tailrace.agent.cli;

/** What the process says with its end. */
public final class ExitCode {
  /** All that was read is delivered or dead-lettered; or the command found nothing wrong. */
  public static final int OK = 0;

  public static final int FAILED = 1;

  /** Wrong arguments. */
  public static final int USAGE = 2;

  /** Stopped at the deadline with data left, which the next start ships. */
  public static final int DATA_LEFT = 3;

  /** {@code EX_CONFIG} of sysexits.h: starting again will not help. */
  public static final int BAD_SETTINGS = 78;

  private ExitCode() {}
}
