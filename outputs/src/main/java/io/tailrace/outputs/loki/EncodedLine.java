package io.tailrace.outputs.loki;

import io.tailrace.outputs.Batch;
import io.tailrace.outputs.ecs.JsonLine;
import io.tailrace.outputs.ecs.LogfmtLine;
import io.tailrace.outputs.ecs.OmittedFields;
import io.tailrace.outputs.ecs.RecordLine;
import io.tailrace.parsers.JsonText;
import io.tailrace.parsers.LogRecord;
import io.tailrace.parsers.ValueKind;

/**
 * The line of one record where it is not the event's text. Reused for every record; owned by the
 * encoder. Its buffer grows to the longest line, and goes back to its size after a very long one.
 */
final class EncodedLine {
  private static final int BYTES = 64 * 1024;

  private final boolean messageAlone;
  private final RecordLine writer;
  private final OmittedFields omitted = new OmittedFields();
  private final Batch line = new Batch(BYTES);

  /**
   * @param form not {@link LokiLine#ORIGINAL}, which there is nothing to be done for
   */
  EncodedLine(LokiLine form) {
    this.messageAlone = form == LokiLine.MESSAGE;
    this.writer =
        switch (form) {
          case JSON, MESSAGE -> new JsonLine();
          case LOGFMT -> new LogfmtLine();
          case ORIGINAL -> throw new IllegalArgumentException("the line is the record's own");
        };
  }

  /** Starts a record: nothing of it is said yet in another way. */
  void begin() {
    omitted.clear();
  }

  /** Leaves field {@code i} out, since a label or structured metadata says the same. */
  void omit(int i) {
    omitted.add(i);
  }

  /** Makes the record's line. */
  void write(LogRecord record) {
    line.clear();
    if (messageAlone && record.messageFrom() < record.messageTo()) {
      writeMessage(record);
    } else {
      writer.write(record, omitted, line);
    }
  }

  private void writeMessage(LogRecord record) {
    byte[] message = record.messageBytes();
    int from = record.messageFrom();
    int to = record.messageTo();
    byte[] target = line.reserve(to - from);
    if (record.messageKind() == ValueKind.JSON_TEXT) {
      line.advance(JsonText.unescape(message, from, to, target, 0));
    } else {
      System.arraycopy(message, from, target, 0, to - from);
      line.advance(to - from);
    }
  }

  /** The line, up to {@link #length()}; valid until the next one. */
  byte[] bytes() {
    return line.bytes();
  }

  int length() {
    return line.size();
  }
}
