package io.tailrace.parsers;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** Why an event was refused, as it is written into its record. */
final class ParseError {
  private static final byte[] NAME = "tailrace.parse_error".getBytes(US_ASCII);

  private final byte[] reason;

  /**
   * @param reason in ASCII
   */
  ParseError(String reason) {
    this.reason = reason.getBytes(US_ASCII);
  }

  /** Flags the record, and says the reason if no line has set the field itself. */
  void addTo(LogRecord record) {
    record.flag(Flag.PARSE_ERROR);
    if (record.find(NAME) < 0) {
      record.addField(NAME, 0, NAME.length, reason, 0, reason.length, ValueKind.TEXT);
    }
  }
}
