package io.tailrace.agent.torture;

import java.io.IOException;
import java.util.List;

/** What is behind an {@link UnreliableServer}: takes what is sent, and keeps account of it. */
interface Store {
  /** Whether the call brings records; what else is asked is answered as it should be. */
  boolean brings(HttpCall call);

  /** Faults that make sense with what it speaks. */
  List<Fault> faults();

  /**
   * Does what the call asks for.
   *
   * @param fault {@link Fault#SOME_TOO_MANY} and {@link Fault#MISCOUNTED} are up to the store, all
   *     others to the server
   */
  HttpReply take(HttpCall call, Fault fault, FaultPlan plan) throws IOException;
}
