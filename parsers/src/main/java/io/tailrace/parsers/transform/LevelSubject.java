package io.tailrace.parsers.transform;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tailrace.parsers.LogRecord;
import io.tailrace.parsers.Severity;
import io.tailrace.parsers.ValueKind;
import java.util.Arrays;

/** The record's level as a word. One that is not known is not there. */
final class LevelSubject extends Subject {
  private static final byte[][] LABELS =
      Arrays.stream(Severity.values())
          .map(severity -> severity.label().getBytes(US_ASCII))
          .toArray(byte[][]::new);

  @Override
  boolean find(LogRecord record) {
    byte[] label = LABELS[record.severity().ordinal()];
    return record.severity() != Severity.UNKNOWN && found(label, 0, label.length, ValueKind.TEXT);
  }
}
