package io.tailrace.parsers;

/**
 * Keys and certificates as text (RFC 7468). Line by line nothing would tell a private key from
 * other text, and nothing could take it out:
 *
 * <pre>
 * -----BEGIN RSA PRIVATE KEY-----
 * MIIEpAIBAAKCAQEA7bq…
 * -----END RSA PRIVATE KEY-----
 * </pre>
 */
final class PemBlocks implements Traces {
  private static final byte[] BEGIN = Ascii.of("-----BEGIN ");
  private static final byte[] END = Ascii.of("-----END ");
  private static final byte[] DASHES = Ascii.of("-----");

  /** RFC 7468 has 64 signs in a line; some write 76. */
  private static final int MAX_LINE = 80;

  /** A label is not longer, with its dashes. */
  private static final int MAX_HEADING = 64;

  private boolean ended;

  /** Headers may come yet, and a blank line below them. */
  private boolean inHeaders;

  @Override
  public String language() {
    return "pem";
  }

  @Override
  public boolean mayBeginWith(byte first, FirstWord word) {
    return false;
  }

  /** Asked for every line that ends with a dash. */
  @Override
  public boolean begins(byte[] bytes, int from, int to) {
    ended = false;
    inHeaders = true;
    if (!Ascii.endsWith(bytes, from, to, DASHES)) {
      return false;
    }
    for (int i = Math.max(from, to - MAX_HEADING); i < to - BEGIN.length; i++) {
      if (bytes[i] == '-' && Ascii.startsWith(bytes, i, to, BEGIN)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public Belongs below(byte[] bytes, int from, int to) {
    return Belongs.NO;
  }

  @Override
  public Belongs joins(byte[] bytes, int from, int to) {
    if (ended) {
      return Belongs.NO;
    }
    if (bytes[from] == '-') {
      ended = Ascii.startsWith(bytes, from, to, END);
      return ended ? Belongs.YES : Belongs.NO;
    }
    if (isBase64(bytes, from, to)) {
      inHeaders = false;
      return Belongs.YES;
    }
    return inHeaders && isHeader(bytes, from, to) ? Belongs.YES : Belongs.NO;
  }

  private static boolean isBase64(byte[] bytes, int from, int to) {
    int i = Ascii.afterBlanks(bytes, from, to);
    if (i == to || to - i > MAX_LINE) {
      return false;
    }
    while (i < to && (isLetterOrDigit(bytes[i]) || bytes[i] == '+' || bytes[i] == '/')) {
      i++;
    }
    while (i < to && bytes[i] == '=') {
      i++;
    }
    return i == to;
  }

  private static boolean isLetterOrDigit(byte b) {
    return Ascii.isNamePart(b) && b != '_' && b != '$';
  }

  /** {@code Proc-Type: 4,ENCRYPTED}. */
  private static boolean isHeader(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to && (Ascii.isNamePart(bytes[i]) || bytes[i] == '-')) {
      i++;
    }
    return i > from && i < to && bytes[i] == ':';
  }

  @Override
  public boolean mayPause() {
    return inHeaders && !ended;
  }
}
