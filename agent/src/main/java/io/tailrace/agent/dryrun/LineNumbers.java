package io.tailrace.agent.dryrun;

import io.tailrace.parsers.Encoding;

/** Counts the lines of a file whose bytes are shown to it in order. */
final class LineNumbers {
  private static final byte FEED = '\n';

  /** How many bytes a line feed takes, one of which is zero if there are two. */
  private final int width;

  private long current = 1;
  private boolean atBeginning = true;

  LineNumbers(Encoding encoding) {
    this.width = encoding == Encoding.UTF_8 ? 1 : 2;
  }

  /** Passes over the next bytes: whole characters. */
  void pass(byte[] bytes, int from, int to) {
    for (int i = from; i + width <= to; i += width) {
      atBeginning = isFeed(bytes, i);
      current += atBeginning ? 1 : 0;
    }
  }

  /** In UTF-16 no character has the bytes of a line feed in the wrong order. */
  private boolean isFeed(byte[] bytes, int i) {
    return width == 1
        ? bytes[i] == FEED
        : (bytes[i] == FEED && bytes[i + 1] == 0) || (bytes[i] == 0 && bytes[i + 1] == FEED);
  }

  /** The number of the line that the next byte is in, from 1 on. */
  long current() {
    return current;
  }

  /** Whether the next byte is the first of its line. */
  boolean isAtBeginning() {
    return atBeginning;
  }
}
