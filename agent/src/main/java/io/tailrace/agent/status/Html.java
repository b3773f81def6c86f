package io.tailrace.agent.status;

import io.tailrace.agent.logging.PrintableText;
import java.nio.charset.StandardCharsets;

/** HTML in the making. All that is not a literal of ours goes through {@link #text}. */
final class Html {
  private final StringBuilder html = new StringBuilder(8192);

  /** Appends markup; only ever a literal. */
  Html markup(String literal) {
    html.append(literal);
    return this;
  }

  /** Appends text of any origin, for the inside of an element or of a quoted attribute. */
  Html text(String text) {
    String printable = PrintableText.of(text);
    for (int i = 0; i < printable.length(); i++) {
      char c = printable.charAt(i);
      switch (c) {
        case '&' -> html.append("&amp;");
        case '<' -> html.append("&lt;");
        case '>' -> html.append("&gt;");
        case '"' -> html.append("&quot;");
        case '\'' -> html.append("&#39;");
        default -> html.append(c);
      }
    }
    return this;
  }

  byte[] bytes() {
    return html.toString().getBytes(StandardCharsets.UTF_8);
  }
}
