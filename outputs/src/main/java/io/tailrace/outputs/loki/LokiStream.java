package io.tailrace.outputs.loki;

import java.util.SortedMap;

/**
 * One label set, as it was rendered when it was first seen.
 *
 * @param index its number in {@link Streams}, and the tag of its records in a batch
 * @param field the {@code labels} field of a {@code StreamAdapter}: tag, length and {@code
 *     {job="app", service_name="shop"}}; not to be written to
 */
@SuppressWarnings("ArrayRecordComponent") // Written once, then only copied from.
record LokiStream(int index, SortedMap<String, String> labels, byte[] field) {
  static LokiStream of(int index, SortedMap<String, String> labels) {
    byte[] text = LabelNames.bytes(render(labels));
    byte[] field = new byte[Wire.fieldSize(text.length)];
    Wire.field(Wire.LABELS, text, 0, text.length, field, 0);
    return new LokiStream(index, labels, field);
  }

  /** As Loki parses it: names as they are, values in Go's double quotes. */
  static String render(SortedMap<String, String> labels) {
    var text = new StringBuilder("{");
    labels.forEach((name, value) -> {
      text.append(text.length() == 1 ? "" : ", ").append(name).append("=\"");
      value.codePoints().forEach(codePoint -> escape(codePoint, text));
      text.append('"');
    });
    return text.append('}').toString();
  }

  private static void escape(int codePoint, StringBuilder text) {
    switch (codePoint) {
      case '"', '\\' -> text.append('\\').appendCodePoint(codePoint);
      case '\n' -> text.append("\\n");
      case '\r' -> text.append("\\r");
      case '\t' -> text.append("\\t");
      default -> {
        // A control character or a byte order mark inside the text ends Loki's scanner.
        if (Character.isISOControl(codePoint) || codePoint == 0xFEFF) {
          text.append("\\u%04x".formatted(codePoint));
        } else {
          text.appendCodePoint(codePoint);
        }
      }
    }
  }
}
