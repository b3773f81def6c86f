package io.tailrace.outputs.loki;

/**
 * What of a record is the line in Loki. What is label or structured metadata is the same in all.
 */
public enum LokiLine {
  /** The event's text as it was written, whatever was done to the record since. */
  ORIGINAL,
  /** Message and fields as one JSON object, without what is label or metadata of the entry. */
  JSON,
  /** Likewise as {@code key=value} pairs. */
  LOGFMT,
  /** The message alone; of a record without one what {@link #JSON} has. */
  MESSAGE
}
