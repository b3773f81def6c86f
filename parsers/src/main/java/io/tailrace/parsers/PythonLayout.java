package io.tailrace.parsers;

/**
 * Python's {@code logging} with the format that its documentation teaches:
 *
 * <pre>
 * 2026-01-31 12:00:00,123 - shop.orders - WARNING - low on stock
 * 2026-01-31 12:00:00,123 - WARNING - low on stock
 * </pre>
 */
final class PythonLayout implements DatedLayout {
  private static final byte[] DASH = {' ', '-', ' '};

  /** Longer names of loggers are none. */
  private static final int MAX_NAME = 255;

  @Override
  public String name() {
    return "python";
  }

  @Override
  public boolean read(LogRecord record, int time, int from) {
    byte[] bytes = record.bytes();
    int to = record.to();
    if (!Ascii.startsWith(bytes, from, to, DASH)) {
      return false;
    }
    int first = from + DASH.length;
    int firstTo = Scan.indexOf(bytes, first, Math.min(to, first + MAX_NAME), DASH);
    if (firstTo == Scan.NONE) {
      return false;
    }
    Severity severity = Severities.ofWord(bytes, first, firstTo);
    if (severity != Severity.UNKNOWN) {
      fill(record, severity, firstTo);
      return true;
    }
    int level = firstTo + DASH.length;
    int levelTo = Scan.wordEnd(bytes, level, to);
    severity = Severities.ofWord(bytes, level, levelTo);
    if (severity == Severity.UNKNOWN || !Ascii.startsWith(bytes, levelTo, to, DASH)) {
      return false;
    }
    EcsField.LOG_LOGGER.addText(record, first, firstTo);
    fill(record, severity, levelTo);
    return true;
  }

  private static void fill(LogRecord record, Severity severity, int levelTo) {
    record.severity(severity);
    record.message(record.bytes(), levelTo + DASH.length, record.to(), ValueKind.TEXT);
  }
}
