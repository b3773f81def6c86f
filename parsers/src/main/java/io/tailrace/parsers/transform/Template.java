package io.tailrace.parsers.transform;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tailrace.parsers.JsonText;
import io.tailrace.parsers.LogRecord;
import io.tailrace.parsers.SideText;
import io.tailrace.parsers.ValueKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text with places for values of the record: {@code ${host}:${port}}. A value that is not there
 * is the empty text. Owned by one step.
 */
final class Template {
  /** Some text or the name of a value, one of them null. */
  record Part(@Nullable String text, @Nullable FieldName name) {}

  /**
   * So much longer than its event a value may be, or steps that double one could make gigabytes.
   */
  static final int MAX_ROOM = 64 * 1024;

  private final byte[][] texts;
  private final @Nullable Subject[] references;
  private final SideText side;

  Template(List<Part> parts, SideText side) {
    this.side = side;
    this.texts = new byte[parts.size()][];
    this.references = new Subject[parts.size()];
    for (int i = 0; i < texts.length; i++) {
      Part part = parts.get(i);
      texts[i] = part.text() == null ? new byte[0] : part.text().getBytes(UTF_8);
      references[i] = part.name() == null ? null : part.name().subject();
    }
  }

  /** The one value that is all there is of it, and so is taken as it is; else null. */
  @Nullable Subject onlyReference() {
    return references.length == 1 ? references[0] : null;
  }

  /**
   * Writes the text to the side; where it was before that is where the text begins.
   *
   * @return false if it were too long; nothing was written then
   */
  boolean write(LogRecord record) {
    int start = side.length();
    long most = (long) start + record.length() + MAX_ROOM;
    for (int i = 0; i < texts.length; i++) {
      Subject reference = references[i];
      boolean there = reference != null && reference.find(record);
      int length = there ? reference.to() - reference.from() : texts[i].length;
      if (side.length() + (long) length > most) {
        side.appendedTo(start);
        return false;
      }
      if (there) {
        append(reference);
      } else {
        side.append(texts[i], 0, length);
      }
    }
    return true;
  }

  private void append(Subject value) {
    if (value.kind() != ValueKind.JSON_TEXT) {
      side.append(value.bytes(), value.from(), value.to());
      return;
    }
    side.reserve(value.to() - value.from());
    side.appendedTo(
        JsonText.unescape(value.bytes(), value.from(), value.to(), side.bytes(), side.length()));
  }
}
