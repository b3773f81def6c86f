package io.tailrace.outputs.ecs;

import static io.tailrace.outputs.ecs.BatchWriter.append;
import static io.tailrace.outputs.ecs.BatchWriter.appendEscaped;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tailrace.outputs.Batch;
import io.tailrace.parsers.LogRecord;
import io.tailrace.parsers.ValueKind;

/**
 * A record's message and fields as pairs:
 *
 * <pre>{@code
 * message="order \"42\" sent" took=12 user.name=anna tags="[\"a\",\"b\"]"
 * }</pre>
 *
 * <p>As Go's logfmt library reads them, and with it Loki: a value with a blank, a quote, an equals
 * sign or a control character stands in quotes with the escapes of JSON; such characters in a name
 * become underscores. What is inside an object has the object's name before its own, down to {@link
 * #MAX_DEPTH} objects of names that are not too long; what is deeper, and arrays, are JSON. A field
 * called {@code message} besides the message becomes {@code original.message}.
 */
public final class LogfmtLine implements RecordLine {
  /** As deep as the steps of transforms go. Each level reads what is in it once more. */
  static final int MAX_DEPTH = 8;

  /**
   * The name of an object is repeated for each of its members: with a longer one a line could
   * become many times longer than it was.
   */
  static final int MAX_OBJECT_NAME = 64;

  private static final byte[] MESSAGE = "message=".getBytes(US_ASCII);

  private final SourceFrame frame = SourceFrame.ofMessageAlone();
  private final FieldNames names = new FieldNames();
  private final LogfmtKey key = new LogfmtKey();

  @Override
  public void write(LogRecord record, OmittedFields omitted, Batch batch) {
    boolean hasMessage = record.messageFrom() < record.messageTo();
    names.resolve(record, frame, hasMessage ? OwnField.MESSAGE.bit() : 0);
    int start = batch.size();
    if (hasMessage) {
      append(batch, MESSAGE);
      writeText(
          record.messageKind(),
          record.messageBytes(),
          record.messageFrom(),
          record.messageTo(),
          batch);
    }
    int next = 0;
    for (int i = 0; i < record.fieldCount(); i++) {
      if (next < omitted.count() && omitted.at(next) == i) {
        next++;
      } else {
        writeField(record, i, start, batch);
      }
    }
  }

  private void writeField(LogRecord record, int i, int start, Batch batch) {
    key.clear();
    if (names.isRenamed(i)) {
      key.add(names.newName(), names.newNameFrom(i), names.newNameTo(i));
    } else {
      key.add(record.nameBytes(i), record.nameFrom(i), record.nameTo(i));
    }
    byte[] value = record.valueBytes(i);
    int from = record.valueFrom(i);
    if (record.valueKind(i) == ValueKind.JSON) {
      writeJson(value, from, record.valueTo(i), 1, start, batch);
    } else {
      writeKey(start, batch);
      writeText(record.valueKind(i), value, from, record.valueTo(i), batch);
    }
  }

  /**
   * Writes a value of valid JSON under the key as it is now.
   *
   * @param depth how many objects its members are in
   * @param start where in the batch the line begins
   */
  private void writeJson(byte[] json, int from, int to, int depth, int start, Batch batch) {
    if (json[from] == '{'
        && depth <= MAX_DEPTH
        && key.length() <= MAX_OBJECT_NAME
        && JsonMembers.nextName(json, from + 1) >= 0) {
      writeMembers(json, from, depth, start, batch);
      return;
    }
    writeKey(start, batch);
    if (json[from] == '"') {
      writeText(ValueKind.JSON_TEXT, json, from + 1, to - 1, batch);
    } else {
      writeText(ValueKind.TEXT, json, from, to, batch);
    }
  }

  private void writeMembers(byte[] json, int from, int depth, int start, Batch batch) {
    int ofObject = key.length();
    int name = JsonMembers.nextName(json, from + 1);
    while (name >= 0) {
      int endOfName = JsonMembers.endOfString(json, name);
      int value = JsonMembers.value(json, endOfName);
      int end = JsonMembers.endOfValue(json, value);
      key.addMember(json, name, endOfName);
      writeJson(json, value, end, depth + 1, start, batch);
      key.cutTo(ofObject);
      name = JsonMembers.nextName(json, end);
    }
  }

  private void writeKey(int start, Batch batch) {
    if (batch.size() > start) {
      append(batch, ' ');
    }
    append(batch, key.bytes(), 0, key.length());
    append(batch, '=');
  }

  private static void writeText(ValueKind kind, byte[] text, int from, int to, Batch batch) {
    boolean escaped = kind == ValueKind.JSON_TEXT;
    if (isBare(text, from, to, escaped)) {
      append(batch, text, from, to);
      return;
    }
    append(batch, '"');
    if (escaped) {
      append(batch, text, from, to);
    } else {
      appendEscaped(batch, text, from, to);
    }
    append(batch, '"');
  }

  /**
   * Whether a value stands for itself without quotes.
   *
   * @param escaped whether it is the inside of a JSON string, where a backslash is no backslash
   */
  private static boolean isBare(byte[] text, int from, int to, boolean escaped) {
    for (int i = from; i < to; i++) {
      byte b = text[i];
      if ((b >= 0 && b <= ' ') || b == '=' || b == '"' || (escaped && b == '\\')) {
        return false;
      }
      if (LogfmtKey.isReplacement(text, i, to)) {
        return false;
      }
    }
    return from < to;
  }
}
