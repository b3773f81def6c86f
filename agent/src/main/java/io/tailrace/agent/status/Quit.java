package io.tailrace.agent.status;

import java.net.InetAddress;
import java.util.function.BooleanSupplier;

/**
 * {@code POST /quit}: ends the agent for a neighbour in the pod, which cannot send it a signal.
 *
 * @param enabled whether the settings allow it now; asked by any thread
 * @param ask has the agent end; called by any thread, any number of times
 */
public record Quit(BooleanSupplier enabled, Runnable ask) {
  /** There is no such thing. */
  public static final Quit NEVER = new Quit(() -> false, () -> {});

  /**
   * Whether this may be a program in the pod, whose containers share their loopback address.
   *
   * @param hasOrigin whether it is a web page that asks
   */
  static boolean isAllowed(InetAddress from, boolean hasOrigin) {
    return from.isLoopbackAddress() && !hasOrigin;
  }
}
