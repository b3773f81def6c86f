package io.tailrace.agent.settings;

/** How the stdout output writes a record. */
public enum StdoutFormat {
  /** {@link #PRETTY} when standard output is a terminal, {@link #NDJSON} when it is not. */
  AUTO,
  /** The Elasticsearch document on one line. */
  NDJSON,
  /** For the eyes of a person. */
  PRETTY
}
