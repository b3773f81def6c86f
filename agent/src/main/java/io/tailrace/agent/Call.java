package io.tailrace.agent;

/** What the main thread is woken for. Times are on {@link System#nanoTime}'s scale. */
sealed interface Call {
  /** SIGTERM or SIGINT. */
  record Signalled(long atNanos) implements Call {}

  /** {@code POST /quit}. */
  record Quit(long atNanos) implements Call {}

  /** SIGHUP: the settings are to be read again. */
  record ReadSettings() implements Call {}

  /** A thread died of an exception. */
  record Bug(String thread, Throwable cause) implements Call {}
}
