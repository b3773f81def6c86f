package io.tailrace.parsers.redaction;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * Private keys as text (RFC 7468): what stands between {@code -----BEGIN RSA PRIVATE KEY-----} and
 * {@code -----END}, or to the end of a text that was cut short.
 */
final class PrivateKeys {
  private static final byte[] BEGIN = "-----BEGIN ".getBytes(US_ASCII);
  private static final byte[] PRIVATE_KEY = "PRIVATE KEY".getBytes(US_ASCII);
  private static final byte[] BLOCK = " BLOCK".getBytes(US_ASCII);
  private static final byte[] DASHES = "-----".getBytes(US_ASCII);
  private static final byte[] END = "-----END".getBytes(US_ASCII);

  /** Where the V stands in it, which hardly another word has. */
  private static final int V = 3;

  /** {@code ENCRYPTED}, {@code OPENSSH} and the like stand in between. */
  private static final int MAX_KIND = 16;

  private PrivateKeys() {}

  /** Looks at the V of the label. */
  static boolean find(Spot spot, Marks marks) {
    int label = spot.at - V;
    if (label < spot.start || !isAt(spot, label, PRIVATE_KEY) || !isBegun(spot, label)) {
      return false;
    }
    int i = label + PRIVATE_KEY.length;
    int dashes = isAt(spot, i, BLOCK) ? i + BLOCK.length : i;
    if (!isAt(spot, dashes, DASHES)) {
      return false;
    }
    int from = dashes + DASHES.length;
    int end = from;
    while (end < spot.to && !isAt(spot, end, END)) {
      end++;
    }
    return marks.after(spot.bytes, from, end) < end && spot.found(from, end);
  }

  /** What kind of key it is may stand before the label. */
  private static boolean isBegun(Spot spot, int label) {
    int limit = Math.max(spot.start + BEGIN.length, label - MAX_KIND);
    for (int i = label; i >= limit; i--) {
      if (isAt(spot, i - BEGIN.length, BEGIN)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAt(Spot spot, int from, byte[] text) {
    if (from + text.length > spot.to) {
      return false;
    }
    for (int k = 0; k < text.length; k++) {
      if (spot.bytes[from + k] != text[k]) {
        return false;
      }
    }
    return true;
  }
}
