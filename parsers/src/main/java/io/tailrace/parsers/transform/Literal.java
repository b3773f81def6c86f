package io.tailrace.parsers.transform;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A pattern that is nothing but a text, perhaps bound to the beginning or the end of the value:
 * {@code ^/healthz}, {@code timed out}, {@code \.png$}. Found by comparing bytes.
 */
final class Literal {
  /** Looking for a text costs this times the value at worst, which is to stay little. */
  private static final int MAX_BYTES = 32;

  private static final String OPERATORS = "\\.+*?()|[]{}^$";

  private final byte[] text;
  private final boolean atStart;
  private final boolean atEnd;

  private Literal(byte[] text, boolean atStart, boolean atEnd) {
    this.text = text;
    this.atStart = atStart;
    this.atEnd = atEnd;
  }

  /** The text of a valid expression that is not empty, or null if it is more than a text. */
  static @Nullable Literal of(String expression) {
    boolean atStart = expression.startsWith("^");
    StringBuilder text = new StringBuilder();
    int i = atStart ? 1 : 0;
    while (i < expression.length()) {
      char c = expression.charAt(i);
      if (c == '$' && i == expression.length() - 1) {
        break;
      }
      if (c == '\\' && i + 1 < expression.length() && isPunctuation(expression.charAt(i + 1))) {
        c = expression.charAt(++i);
      } else if (OPERATORS.indexOf(c) >= 0 || Character.isSurrogate(c)) {
        return null;
      }
      text.append(c);
      i++;
    }
    byte[] bytes = text.toString().getBytes(UTF_8);
    boolean atEnd = i < expression.length();
    return bytes.length > MAX_BYTES && !atStart && !atEnd
        ? null
        : new Literal(bytes, atStart, atEnd);
  }

  /** After a backslash it stands for itself; letters and digits do not. */
  private static boolean isPunctuation(char c) {
    return c > ' ' && c < 0x7F && !Character.isLetterOrDigit(c);
  }

  boolean isIn(byte[] bytes, int from, int to) {
    int lastStart = to - text.length;
    if (lastStart < from) {
      return false;
    }
    if (atEnd) {
      return (!atStart || lastStart == from) && isAt(bytes, lastStart);
    }
    return atStart ? isAt(bytes, from) : isAnywhere(bytes, from, lastStart);
  }

  private boolean isAnywhere(byte[] bytes, int from, int lastStart) {
    byte first = text[0];
    for (int i = from; i <= lastStart; i++) {
      if (bytes[i] == first && isAt(bytes, i)) {
        return true;
      }
    }
    return false;
  }

  private boolean isAt(byte[] bytes, int at) {
    return Arrays.equals(bytes, at, at + text.length, text, 0, text.length);
  }
}
