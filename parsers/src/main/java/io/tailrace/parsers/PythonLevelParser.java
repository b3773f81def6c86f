package io.tailrace.parsers;

/**
 * Python's {@code logging} as it is when nobody set it up, without a time: {@code
 * WARNING:shop.orders:low on stock}.
 */
final class PythonLevelParser implements Parser {
  /** CRITICAL. */
  private static final int MAX_LEVEL = 8;

  /** Longer names of loggers are none. */
  private static final int MAX_NAME = 255;

  @Override
  public String name() {
    return "python";
  }

  @Override
  public boolean parse(LogRecord record) {
    byte[] bytes = record.bytes();
    int from = record.from();
    int to = record.to();
    int levelTo = from;
    while (levelTo < Math.min(to, from + MAX_LEVEL)
        && bytes[levelTo] >= 'A'
        && bytes[levelTo] <= 'Z') {
      levelTo++;
    }
    if (!Scan.isAt(bytes, levelTo, to, ':')) {
      return false;
    }
    Severity severity = Severities.ofWord(bytes, from, levelTo);
    int name = levelTo + 1;
    int nameTo = nameEnd(bytes, name, Math.min(to, name + MAX_NAME));
    if (severity == Severity.UNKNOWN || nameTo == name || !Scan.isAt(bytes, nameTo, to, ':')) {
      return false;
    }
    record.severity(severity);
    record.message(bytes, nameTo + 1, to, ValueKind.TEXT);
    EcsField.LOG_LOGGER.addText(record, name, nameTo);
    return true;
  }

  private static int nameEnd(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to && isNamePart(bytes[i])) {
      i++;
    }
    return i;
  }

  private static boolean isNamePart(byte b) {
    return Scan.isLetter(b) || Ascii.isDigit(b) || b == '_' || b == '.' || b == '-';
  }
}
