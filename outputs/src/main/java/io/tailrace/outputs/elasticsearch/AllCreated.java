package io.tailrace.outputs.elasticsearch;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/**
 * Knows the answer that nearly all {@code _bulk} requests get, to the letter: every document was
 * created. Reading it as JSON would take a fifth of what sending the request does.
 *
 * <pre>{@code
 * {"errors":false,"took":7,"items":[{"create":{"status":201}},{"create":{"status":201}}]}
 * }</pre>
 *
 * <p>Whatever differs, be it by one space, is left to {@link BulkItems}.
 */
final class AllCreated {
  private static final byte[] ERRORS = ascii("\"errors\":false,");
  private static final byte[] TOOK = ascii("\"took\":");
  private static final byte[] ITEMS = ascii("\"items\":[");
  private static final byte[] ITEM = ascii("{\"create\":{\"status\":201}}");
  private static final byte[] END = ascii("]}");

  private static final int MAX_TOOK_DIGITS = 18;
  private static final int NO = -1;

  private AllCreated() {}

  /** The most bytes such an answer about so many documents has. */
  static int maxLength(int documents) {
    int head = 1 + ERRORS.length + TOOK.length + MAX_TOOK_DIGITS + 1 + ITEMS.length;
    return Math.addExact(head + END.length, Math.multiplyExact(documents, ITEM.length + 1));
  }

  /** Whether {@code bytes[0, length)} is such an answer about so many documents. */
  static boolean says(byte[] bytes, int length, int documents) {
    int i = length > 0 && bytes[0] == '{' ? items(bytes, length) : NO;
    for (int left = documents; left > 0 && i != NO; left--) {
      i = after(ITEM, bytes, i, length);
      if (left > 1 && i != NO) {
        i = isComma(bytes, i, length) ? i + 1 : NO;
      }
    }
    return i != NO && after(END, bytes, i, length) == length;
  }

  /** Where the first item begins. Some servers write {@code took} first. */
  private static int items(byte[] bytes, int length) {
    int errors = after(ERRORS, bytes, 1, length);
    int took = took(bytes, errors == NO ? 1 : errors, length);
    int head = errors == NO && took != NO ? after(ERRORS, bytes, took, length) : took;
    return head == NO ? NO : after(ITEMS, bytes, head, length);
  }

  private static int took(byte[] bytes, int from, int length) {
    int digits = after(TOOK, bytes, from, length);
    if (digits == NO) {
      return NO;
    }
    int i = digits;
    while (i < length && i - digits < MAX_TOOK_DIGITS && bytes[i] >= '0' && bytes[i] <= '9') {
      i++;
    }
    return i > digits && isComma(bytes, i, length) ? i + 1 : NO;
  }

  private static boolean isComma(byte[] bytes, int i, int length) {
    return i < length && bytes[i] == ',';
  }

  /** The index after {@code text} if it stands at {@code from}. */
  private static int after(byte[] text, byte[] bytes, int from, int length) {
    int to = from + text.length;
    boolean there = to <= length && Arrays.equals(text, 0, text.length, bytes, from, to);
    return there ? to : NO;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }
}
