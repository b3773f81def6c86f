package io.tailrace.agent.it;

import java.io.IOException;

/** What happens while a server is down. */
@FunctionalInterface
interface Outage {
  /**
   * Is let happen.
   *
   * @param down false when the server is the user's, and up
   */
  void pass(boolean down) throws IOException, InterruptedException;
}
