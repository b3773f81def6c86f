package io.tailrace.parsers;

/** Whether a line belongs to the event above it. */
enum Belongs {
  YES,
  NO,
  /** It does if one of the next lines does, with all that lies between. */
  PERHAPS
}
