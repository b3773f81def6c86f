package io.tailrace.parsers;

/** The parts of a format that a user describes. */
public enum FormatOption {
  /** The parsers' names: {@code regex}, {@code cri|json}. */
  PARSER,
  /** A regular expression or a grok pattern. */
  PATTERN,
  /** The text of a file with definitions for grok. */
  GROK_PATTERNS,
  /** {@code time,level,bytes:int}. */
  COLUMNS,
  /** One character between columns. */
  SEPARATOR,
  /** Between pairs, and between name and value. */
  KV_SEPARATORS,
  /** As java.time writes it: {@code dd/MMM/yyyy HH:mm:ss}. */
  TIME_FORMAT,
  /** Of times that name none: {@code Europe/Berlin}. */
  TIME_ZONE
}
