package io.tailrace.parsers;

/**
 * The servers of Apache Kafka, whose logger stands last:
 *
 * <pre>
 * [2026-01-31 12:00:00,123] INFO [Broker id=1] Started (kafka.server.KafkaServer)
 * [2026-01-31 12:00:00,123] ERROR Closing (org.apache.kafka.common.network.Selector)
 * java.io.IOException: closed
 *     at …
 * </pre>
 *
 * <p>The message is what stands between level and logger; of several lines, all from the level on.
 */
final class KafkaLayout implements DatedLayout {
  /** Longer names of loggers are none. */
  private static final int MAX_NAME = 255;

  @Override
  public String name() {
    return "kafka";
  }

  @Override
  public boolean read(LogRecord record, int time, int from) {
    byte[] bytes = record.bytes();
    int to = record.to();
    int level = from + 2;
    if (time == record.from() || level >= to || bytes[from] != ']' || bytes[from + 1] != ' ') {
      return false;
    }
    int levelTo = Scan.wordEnd(bytes, level, to);
    Severity severity = Severities.ofWord(bytes, level, levelTo);
    int lineTo = Scan.lineEnd(bytes, levelTo, to);
    int open = openingOfLogger(bytes, levelTo, lineTo);
    if (severity == Severity.UNKNOWN || open == Scan.NONE) {
      return false;
    }
    record.severity(severity);
    EcsField.LOG_LOGGER.addText(record, open + 1, lineTo - 1);
    int message = Scan.skipSpaces(bytes, levelTo, to);
    int messageTo = lineTo < to ? to : Math.max(message, open - 1);
    record.message(bytes, message, messageTo, ValueKind.TEXT);
    return true;
  }

  /** The index of the parenthesis before a name with a dot that ends the line, or NONE. */
  private static int openingOfLogger(byte[] bytes, int from, int lineTo) {
    if (lineTo - from < 4 || bytes[lineTo - 1] != ')') {
      return Scan.NONE;
    }
    boolean dot = false;
    int i = lineTo - 2;
    while (i > Math.max(from, lineTo - MAX_NAME) && isNamePart(bytes[i])) {
      dot |= bytes[i] == '.';
      i--;
    }
    return dot && bytes[i] == '(' && bytes[i - 1] == ' ' ? i : Scan.NONE;
  }

  private static boolean isNamePart(byte b) {
    return Scan.isLetter(b)
        || Ascii.isDigit(b)
        || b == '.'
        || b == '_'
        || b == '$'
        || b == ':'
        || b == '-';
  }
}
