package io.tailrace.outputs.console;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tailrace.outputs.Batch;

/**
 * Text that cannot drive a terminal: a log line is written by somebody else, and an escape sequence
 * in it could move the cursor, rewrite what stands above or set the window's title. Control
 * characters (C0 but for the tab, DEL, C1) are shown as {@code \x1b}. Immutable.
 */
final class VisibleText {
  /** Keeps its lines, indented below the first. */
  static final VisibleText LINES = new VisibleText("\n    ", false);

  /** The inside of a quoted value. */
  static final VisibleText QUOTED = new VisibleText("\\n", true);

  /** All on one line as it is. */
  static final VisibleText ONE_LINE = new VisibleText(" ", false);

  /** Input is taken in pieces of this many bytes, so that little room is set aside in vain. */
  private static final int PIECE = 4096;

  /** A line break makes five bytes of one, which is the most. */
  private static final int MAX_GROWTH = 5;

  /** UTF-8 begins U+0080 to U+00BF with this byte; those up to U+009F are C1. */
  private static final int C1_LEAD = 0xC2;

  private static final int DEL = 0x7F;
  private static final byte[] HEX = "0123456789abcdef".getBytes(US_ASCII);

  private final byte[] lineBreak;
  private final boolean escapesQuotes;

  private VisibleText(String lineBreak, boolean escapesQuotes) {
    this.lineBreak = lineBreak.getBytes(US_ASCII);
    this.escapesQuotes = escapesQuotes;
  }

  /** Appends UTF-8 text. */
  void append(Batch batch, byte[] text, int from, int to) {
    int i = from;
    while (i < to) {
      int end = Math.min(i + PIECE, to);
      byte[] target = batch.reserve((end - i) * MAX_GROWTH);
      int at = batch.size();
      while (i < end) {
        at = put(text, i, to, target, at);
        i += isC1(text, i, to) ? 2 : 1;
      }
      batch.advance(at);
    }
  }

  private int put(byte[] text, int i, int to, byte[] target, int at) {
    byte b = text[i];
    if (b == '\n') {
      System.arraycopy(lineBreak, 0, target, at, lineBreak.length);
      return at + lineBreak.length;
    }
    if (b == '\r' && i + 1 < to && text[i + 1] == '\n') {
      return at;
    }
    if (b == DEL || (b >= 0 && b < ' ' && b != '\t')) {
      return putCode(b, target, at);
    }
    if (isC1(text, i, to)) {
      return putCode(text[i + 1] & 0xFF, target, at);
    }
    if (b == '"' && escapesQuotes) {
      target[at++] = '\\';
    }
    target[at] = b;
    return at + 1;
  }

  private static boolean isC1(byte[] text, int i, int to) {
    return (text[i] & 0xFF) == C1_LEAD && i + 1 < to && (text[i + 1] & 0xFF) < 0xA0;
  }

  private static int putCode(int code, byte[] target, int at) {
    target[at] = '\\';
    target[at + 1] = 'x';
    target[at + 2] = HEX[code >> 4];
    target[at + 3] = HEX[code & 15];
    return at + 4;
  }
}
