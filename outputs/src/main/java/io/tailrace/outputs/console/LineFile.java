package io.tailrace.outputs.console;

import java.io.IOException;

/** A file of lines that grows at its end and can be taken back to an earlier length. */
interface LineFile extends Runs.Sink, AutoCloseable {
  long length() throws IOException;

  /** Appends all of it, or throws after having appended some or none. */
  @Override
  void write(byte[] bytes, int from, int length) throws IOException;

  void truncate(long length) throws IOException;

  /** The length up to the end of the last whole line. */
  long wholeLines() throws IOException;

  @Override
  void close() throws IOException;
}
