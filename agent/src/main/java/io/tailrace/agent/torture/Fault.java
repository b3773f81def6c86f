package io.tailrace.agent.torture;

/** How a destination misbehaves on one request, or as a whole. */
enum Fault {
  NONE("answered as it should be"),
  REFUSED("outages: connections refused"),
  RESET("reset before anything was read"),
  RESET_AFTER("stored, then reset"),
  CLOSED_AFTER("stored, then closed without an answer"),
  STALLED("answered seconds late"),
  TOO_MANY("429 with Retry-After"),
  UNAVAILABLE("503 with a page of HTML"),
  SOME_TOO_MANY("429 on some items"),
  CUT_OFF("stored, the answer cut off"),
  GARBAGE("stored, the answer garbage"),
  EMPTY("stored, the answer empty"),
  MISCOUNTED("stored, an item missing from the answer");

  private final String what;

  Fault(String what) {
    this.what = what;
  }

  /** For people, in the report. */
  String what() {
    return what;
  }
}
