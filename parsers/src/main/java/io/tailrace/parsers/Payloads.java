package io.tailrace.parsers;

import java.util.Arrays;

/**
 * Puts together what a container runtime cut into wrapped lines: the payloads of one event, in one
 * array that is reused.
 *
 * <p>The array grows to at most the longest event in the file's own bytes, for a payload is never
 * longer than what it was wrapped in. Owned by one {@link EventReader}.
 */
final class Payloads {
  private byte[] text = new byte[1024];
  private int length;

  /** The array that holds the payloads from index 0. */
  byte[] text() {
    return text;
  }

  int length() {
    return length;
  }

  /** Forgets what was appended after the first {@code length} bytes. */
  void cutTo(int length) {
    this.length = length;
  }

  /**
   * Appends the payload of the frame.
   *
   * @param wrappedLength the length of the line it was in
   */
  void append(Frame frame, int wrappedLength) {
    reserve(wrappedLength);
    length = frame.copyPayload(text, length);
  }

  /** Appends a line feed between two lines. */
  void appendLineFeed() {
    reserve(1);
    text[length++] = '\n';
  }

  private void reserve(int more) {
    if (text.length - length < more) {
      text = Arrays.copyOf(text, Math.max(Math.addExact(length, more), 2 * text.length));
    }
  }
}
