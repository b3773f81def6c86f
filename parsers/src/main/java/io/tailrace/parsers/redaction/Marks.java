package io.tailrace.parsers.redaction;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;

/** Tells what was redacted before, so that doing it again changes nothing. */
final class Marks {
  private static final int HASH_DIGITS = 16;

  private final byte[][] names;

  Marks(List<String> names) {
    this.names = names.stream().map(name -> name.getBytes(US_ASCII)).toArray(byte[][]::new);
  }

  /** Where the mark that begins at {@code from} ends, or {@code from} if none does. */
  int after(byte[] bytes, int from, int to) {
    if (from >= to || bytes[from] != '[') {
      return from;
    }
    for (byte[] name : names) {
      int i = afterName(bytes, from + 1, to, name);
      if (i < to && bytes[i] == ']') {
        return i + 1;
      }
      if (i < to && bytes[i] == ':' && isHash(bytes, i + 1, to)) {
        return i + 1 + HASH_DIGITS + 1;
      }
    }
    return from;
  }

  /** The index after the name, or {@code to} if it does not stand there. */
  private static int afterName(byte[] bytes, int from, int to, byte[] name) {
    if (from + name.length >= to) {
      return to;
    }
    for (int i = 0; i < name.length; i++) {
      if (bytes[from + i] != name[i]) {
        return to;
      }
    }
    return from + name.length;
  }

  private static boolean isHash(byte[] bytes, int from, int to) {
    int end = from + HASH_DIGITS;
    if (end >= to || bytes[end] != ']') {
      return false;
    }
    for (int i = from; i < end; i++) {
      if (!Spot.isHex(bytes[i])) {
        return false;
      }
    }
    return true;
  }
}
