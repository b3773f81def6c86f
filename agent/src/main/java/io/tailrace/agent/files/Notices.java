package io.tailrace.agent.files;

/**
 * Says of all generations of a catalog together that there is something to see to, so that
 * thousands need not be asked one by one when there is not. Whoever takes a notice looks
 * afterwards: what is noted meanwhile is another one. Raised by any thread.
 */
final class Notices {
  private volatile boolean suspicion;
  private volatile boolean move;

  /** A generation seems to be overwritten. */
  void suspect() {
    suspicion = true;
  }

  /** Something of a generation has changed that a checkpoint says. */
  void moved() {
    if (!move) {
      move = true;
    }
  }

  /** Called by the catalog's thread alone. */
  boolean takeSuspicion() {
    boolean now = suspicion;
    if (now) {
      suspicion = false;
    }
    return now;
  }

  /** Called by the checkpointer's thread alone. */
  boolean takeMove() {
    boolean now = move;
    if (now) {
      move = false;
    }
    return now;
  }
}
