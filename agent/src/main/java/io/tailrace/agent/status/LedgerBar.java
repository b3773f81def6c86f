package io.tailrace.agent.status;

/**
 * A ledger as one bar, and the same in words. Drawn with SVG attributes, since the page's policy
 * forbids styles on elements.
 */
final class LedgerBar {
  /** The bar's inner width: a ten-thousandth is less than a pixel. */
  private static final int WIDTH = 10_000;

  /** What is lost or dead-lettered must be seen, however little of the whole it is. */
  private static final int LEAST_ALARM = WIDTH / 100;

  private final Ledger ledger;
  private final Html html;
  private long at;

  private LedgerBar(Ledger ledger, Html html) {
    this.ledger = ledger;
    this.html = html;
  }

  static void draw(Ledger ledger, Html html) {
    html.markup(
        "<svg class=\"bar\" viewBox=\"0 0 10000 10\" preserveAspectRatio=\"none\" role=img");
    html.markup(" aria-label=\"").text(words(ledger)).markup("\">");
    if (ledger.writtenBytes() > 0) {
      new LedgerBar(ledger, html).drawParts();
    }
    html.markup("</svg>");
  }

  /** From the alarm on, so that the bar's end cuts off what matters least. */
  private void drawParts() {
    part("lost", alarming(ledger.lostBytes()));
    part("dead", alarming(ledger.deadLetteredBytes()));
    part("delivered", share(ledger.deliveredBytes()));
    part("filtered", share(ledger.filteredBytes()));
  }

  private void part(String cssClass, long width) {
    if (width > 0) {
      html.markup("<rect height=\"10\" class=\"" + cssClass + "\" x=\"" + at + "\" width=\"");
      html.markup(Long.toString(width)).markup("\"/>");
      at += width;
    }
  }

  private long alarming(long bytes) {
    return bytes == 0 ? 0 : Math.max(LEAST_ALARM, share(bytes));
  }

  private long share(long bytes) {
    return (long) ((double) bytes / ledger.writtenBytes() * WIDTH);
  }

  /** {@code 12 MB of 40 MB delivered, 28 MB waiting}. */
  static String words(Ledger ledger) {
    if (ledger.writtenBytes() == 0) {
      return "nothing written yet";
    }
    var words = new StringBuilder();
    words.append(Wording.bytes(ledger.deliveredBytes())).append(" of ");
    words.append(Wording.bytes(ledger.writtenBytes())).append(" delivered");
    appendUnlessNone(ledger.waitingBytes(), "waiting", words);
    appendUnlessNone(ledger.deadLetteredBytes(), "dead-lettered", words);
    appendUnlessNone(ledger.filteredBytes(), "filtered out", words);
    return words.toString();
  }

  private static void appendUnlessNone(long bytes, String what, StringBuilder words) {
    if (bytes > 0) {
      words.append(", ").append(Wording.bytes(bytes)).append(' ').append(what);
    }
  }
}
