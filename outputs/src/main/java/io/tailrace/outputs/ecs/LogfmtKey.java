package io.tailrace.outputs.ecs;

import io.tailrace.parsers.JsonText;
import java.util.Arrays;

/**
 * The name of a pair while it is put together. What a logfmt reader takes for the end of a name, or
 * for no name at all, is an underscore in it. Reused; grows to the longest name.
 */
final class LogfmtKey {
  private static final byte INSTEAD = '_';

  private byte[] bytes = new byte[128];
  private int length;

  void clear() {
    length = 0;
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  /** Takes off what was added since the key had this length. */
  void cutTo(int earlier) {
    length = earlier;
  }

  /** Adds a name, the inside of a JSON string. */
  void add(byte[] name, int from, int to) {
    makeRoom(to - from);
    int start = length;
    length = JsonText.unescape(name, from, to, bytes, length);
    clean(start);
  }

  /** Adds a dot and a name, the inside of a JSON string. */
  void addMember(byte[] name, int from, int to) {
    makeRoom(1);
    bytes[length++] = '.';
    add(name, from, to);
  }

  private void clean(int start) {
    int at = start;
    int i = start;
    while (i < length) {
      byte b = bytes[i];
      boolean replacement = isReplacement(bytes, i, length);
      boolean bad = replacement || (b >= 0 && b <= ' ') || b == '=' || b == '"';
      bytes[at++] = bad ? INSTEAD : b;
      i += replacement ? 3 : 1;
    }
    length = at;
  }

  /**
   * Whether U+FFFD is here, which Go's readers take for a sign that what they read is not UTF-8.
   */
  static boolean isReplacement(byte[] text, int i, int to) {
    return text[i] == (byte) 0xEF
        && i + 2 < to
        && text[i + 1] == (byte) 0xBF
        && text[i + 2] == (byte) 0xBD;
  }

  private void makeRoom(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
    }
  }
}
