package io.tailrace.parsers;

import java.util.Arrays;

/**
 * Text of one event that does not stand in it as it is: what was unescaped, or is written in
 * another way. Slices of it stay as they are until the next event, also when the array grows.
 *
 * <p>Owned by one parser or step; grows to what the longest event needs.
 */
public final class SideText {
  private byte[] bytes = new byte[256];
  private int length;

  public void clear() {
    length = 0;
  }

  /** The array that is written to at present. */
  public byte[] bytes() {
    return bytes;
  }

  public int length() {
    return length;
  }

  /** Makes room for so many bytes after {@link #length()}. */
  public void reserve(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(length, more), 2 * bytes.length));
    }
  }

  public void append(byte b) {
    reserve(1);
    bytes[length++] = b;
  }

  public void append(byte[] text, int from, int to) {
    reserve(to - from);
    System.arraycopy(text, from, bytes, length, to - from);
    length += to - from;
  }

  /** Says how far somebody else has written into {@link #bytes()}. */
  public void appendedTo(int end) {
    length = end;
  }
}
