package io.tailrace.agent.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/**
 * What an input line cannot show, written with backslashes:
 *
 * <pre>{@code
 * >\ a tab \t, an escape character \x1b, a backslash \\, and no line end: \c
 * }</pre>
 */
final class Escapes {
  private static final int HEX = 16;

  private Escapes() {}

  /** The bytes of the line, its end included unless the line ends with {@code \c}. */
  static byte[] bytes(String text) throws BadTest {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int i = 0;
    while (i < text.length()) {
      int backslash = text.indexOf('\\', i);
      int end = backslash < 0 ? text.length() : backslash;
      bytes.writeBytes(text.substring(i, end).getBytes(UTF_8));
      if (backslash < 0) {
        break;
      }
      if (text.startsWith("\\c", backslash)) {
        if (backslash + 2 != text.length()) {
          throw new BadTest("\\c leaves the line end out, so nothing may follow it.");
        }
        return bytes.toByteArray();
      }
      i = escape(text, backslash + 1, bytes);
    }
    bytes.write('\n');
    return bytes.toByteArray();
  }

  /** Writes the byte that is meant; returns the index after it. */
  private static int escape(String text, int at, ByteArrayOutputStream bytes) throws BadTest {
    char c = at < text.length() ? text.charAt(at) : ' ';
    switch (c) {
      case '\\' -> bytes.write('\\');
      case 't' -> bytes.write('\t');
      case 'r' -> bytes.write('\r');
      case 'n' -> bytes.write('\n');
      case 'x' -> {
        bytes.write(hex(text, at + 1));
        return at + 3;
      }
      default ->
          throw new BadTest(
              "After >\\ a backslash stands before \\, t, r, n, c, or x and two hexadecimal digits.");
    }
    return at + 1;
  }

  private static int hex(String text, int at) throws BadTest {
    int high = at < text.length() ? Character.digit(text.charAt(at), HEX) : -1;
    int low = at + 1 < text.length() ? Character.digit(text.charAt(at + 1), HEX) : -1;
    if (high < 0 || low < 0) {
      throw new BadTest("Two hexadecimal digits follow \\x, such as \\x1b.");
    }
    return high * HEX + low;
  }
}
