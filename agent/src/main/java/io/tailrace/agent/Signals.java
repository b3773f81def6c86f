package io.tailrace.agent;

import sun.misc.Signal;

/**
 * SIGTERM and SIGINT as calls. A shutdown hook would do for the first signal, but not for a second
 * one, nor could it choose the exit code.
 */
@SuppressWarnings("sunapi") // The platform has no other way to handle a signal.
final class Signals {
  private Signals() {}

  /** Has every SIGTERM and SIGINT from now on call this, on a thread of the JVM's. */
  static void onEnd(Runnable handler) {
    for (String name : new String[] {"TERM", "INT"}) {
      Signal.handle(new Signal(name), signal -> handler.run());
    }
  }
}
