package io.tailrace.parsers;

/** What a reader of the record must know about how it came to be; shipped as {@code log.flags}. */
public enum Flag {
  /** The line was longer than the maximum; the rest of it was not shipped. */
  TRUNCATED("truncated"),
  /** The line had no newline when it was shipped: its writer may not have finished it. */
  PARTIAL("partial"),
  /** Several lines were joined to this one event. */
  MULTILINE("multiline"),
  /** The chosen parser refused the line; it is shipped as plain text. */
  PARSE_ERROR("parse_error"),
  /** Bytes that were not UTF-8 were replaced by U+FFFD. */
  INVALID_UTF8("invalid_utf8"),
  /** A transform could not do its work on some value, which stayed as it was. */
  TRANSFORM_ERROR("transform_error"),
  /** The event says no time; it is shipped with the one at which it was read. */
  NO_TIME("no_time"),
  /**
   * What stands where the event's time should be cannot be read, or cannot be; it is shipped with
   * the time at which it was read, by the container's runtime if there is one.
   */
  BAD_TIME("bad_time");

  private final String label;

  Flag(String label) {
    this.label = label;
  }

  /** The spelling that is shipped. */
  public String label() {
    return label;
  }

  /** This flag's bit in {@link LogRecord#flags()}. */
  public int bit() {
    return 1 << ordinal();
  }
}
