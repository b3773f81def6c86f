package io.tailrace.agent;

import sun.misc.Signal;

/**
 * SIGTERM, SIGINT and SIGHUP as calls. A shutdown hook would do for the first signal, but not for a
 * second one, nor could it choose the exit code.
 */
final class Signals {
  private Signals() {}

  /** Has every SIGTERM and SIGINT from now on call this, on a thread of the JVM's. */
  static void onEnd(Runnable handler) {
    for (String name : new String[] {"TERM", "INT"}) {
      Signal.handle(new Signal(name), signal -> handler.run());
    }
  }

  /** Has every SIGHUP from now on call this, unless whoever started the process has it ignored. */
  static void onHangup(Runnable handler) {
    Signal.handle(new Signal("HUP"), signal -> handler.run());
  }
}
