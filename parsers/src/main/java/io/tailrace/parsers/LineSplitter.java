package io.tailrace.parsers;

/**
 * Finds the physical lines of a chunk, one at a time, wherever it is told to begin.
 *
 * <p>It remembers the line it found last, so that a line that was looked at and then not joined to
 * an event is not searched a second time. Owned by its {@link EventReader}.
 */
final class LineSplitter {
  private byte[] chunk = {};
  private int end;

  private int from = -1;
  private int feed;
  private int to;
  private boolean closed;

  /** Starts on the bytes up to {@code end} of a chunk. */
  void start(byte[] chunk, int end) {
    this.chunk = chunk;
    this.end = end;
    this.from = -1;
  }

  /** Finds the line that begins at {@code from}. */
  void find(int from) {
    if (from == this.from) {
      return;
    }
    int found = indexOfLineFeed(chunk, from, end);
    this.from = from;
    closed = found >= 0;
    feed = closed ? found : end;
    to = feed > from && chunk[feed - 1] == '\r' ? feed - 1 : feed;
  }

  /** Index of the line's first byte. */
  int from() {
    return from;
  }

  /** Index after the line's last byte, without its line end: LF or CR LF. */
  int to() {
    return to;
  }

  /** Index of the line feed, or the end of the chunk. */
  int feed() {
    return feed;
  }

  /** Index of the next line's first byte. */
  int next() {
    return closed ? feed + 1 : feed;
  }

  /** Whether the line's own line feed is there. */
  boolean isClosed() {
    return closed;
  }

  /** Whether the line has nothing but spaces, tabs and carriage returns. */
  boolean isBlank() {
    return isBlank(chunk, from, to);
  }

  /** Whether there is nothing but spaces, tabs and carriage returns. */
  static boolean isBlank(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      byte b = bytes[i];
      if (b != ' ' && b != '\t' && b != '\r') {
        return false;
      }
    }
    return true;
  }

  /**
   * Index of the first byte from {@code from} on that is no NUL, or {@code to}. Eight at a time:
   * the hole that a writer leaves in a truncated file may be gigabytes long.
   */
  static int afterNuls(byte[] bytes, int from, int to) {
    int i = from;
    while (i <= to - Swar.WIDTH && Swar.load(bytes, i) == 0) {
      i += Swar.WIDTH;
    }
    while (i < to && bytes[i] == 0) {
      i++;
    }
    return i;
  }

  /** Index of the first line feed in {@code bytes[from, to)}, or -1. */
  static int indexOfLineFeed(byte[] bytes, int from, int to) {
    int i = from;
    for (; i <= to - Swar.WIDTH; i += Swar.WIDTH) {
      long marks = Swar.lineFeedMarks(Swar.load(bytes, i));
      if (marks != 0) {
        return i + Swar.first(marks);
      }
    }
    for (; i < to; i++) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return -1;
  }
}
