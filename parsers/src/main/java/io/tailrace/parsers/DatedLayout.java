package io.tailrace.parsers;

/** What follows a date and a time in the lines of one program or library. */
interface DatedLayout {
  /** The name that settings use. */
  String name();

  /**
   * Fills in all but the time, which is there; it is to be changed if a zone follows it.
   *
   * @param record bare but for its time
   * @param time where the time begins; a bracket may stand before it
   * @param from the index after the time
   * @return false if this is not the layout; the record has no fields then, but may have a level
   *     and a message that the caller forgets
   */
  boolean read(LogRecord record, int time, int from);
}
