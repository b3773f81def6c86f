package io.tailrace.parsers;

/**
 * Finds time, level, message and fields in one event.
 *
 * <p>Implementations hold no state between events other than reusable buffers, belong to one
 * pipeline's thread, never throw for any input, and take time linear in the event's length.
 */
public interface Parser {
  /** The name that settings and the status page use: {@code json}, {@code logfmt}, … */
  String name();

  /**
   * Fills a record that was just {@linkplain LogRecord#reset reset} to its event.
   *
   * @return true if the event is in this parser's format; false if it is not, and the record is
   *     then as {@link LogRecord#forgetParsed()} leaves it
   */
  boolean parse(LogRecord record);

  /** The name of the parser that took the last event: of one that chooses, its choice. */
  default String chosen() {
    return name();
  }

  /** What is said of an event that was refused, in ASCII: {@code not json}. */
  default String refusal() {
    return "not " + name();
  }
}
