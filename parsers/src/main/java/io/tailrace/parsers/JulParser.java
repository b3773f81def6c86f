package io.tailrace.parsers;

/**
 * Records of {@code java.util.logging}, whose two lines {@link TraceRule} has joined: see {@link
 * JulHeader}. What the second line says after its level, and all that is below it, is the message.
 */
final class JulParser implements Parser {
  private final NamedTimes times = new NamedTimes(NamedTimes.NO_REFERENCE);

  @Override
  public String name() {
    return "jul";
  }

  @Override
  public boolean parse(LogRecord record) {
    byte[] bytes = record.bytes();
    int from = record.from();
    int to = record.to();
    int timeEnd = JulHeader.timeEnd(bytes, from, to);
    int lineEnd = timeEnd == Scan.NONE ? Scan.NONE : Scan.indexOf(bytes, timeEnd, to, '\n');
    if (lineEnd == Scan.NONE) {
      return false;
    }
    int level = lineEnd + 1;
    int levelEnd = JulHeader.levelEnd(bytes, level, to);
    long nanos = levelEnd == Scan.NONE ? LogRecord.NO_TIME : times.monthFirst(bytes, from, to);
    if (nanos == LogRecord.NO_TIME) {
      return false;
    }
    record.timeNanos(nanos, times.isZoned());
    record.severity(Severities.ofWord(bytes, level, levelEnd));
    record.message(
        bytes, Math.min(to, levelEnd + 1 + blank(bytes, levelEnd + 1, to)), to, ValueKind.TEXT);
    source(record, timeEnd + 1, withoutReturn(bytes, lineEnd));
    return true;
  }

  private static int blank(byte[] bytes, int at, int to) {
    return Scan.isAt(bytes, at, to, ' ') ? 1 : 0;
  }

  private static int withoutReturn(byte[] bytes, int lineEnd) {
    return bytes[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd;
  }

  /** A class and a method, or else a logger. */
  private static void source(LogRecord record, int from, int to) {
    byte[] bytes = record.bytes();
    int blank = Scan.indexOf(bytes, from, to, ' ');
    int loggerTo = blank == Scan.NONE ? to : blank;
    if (loggerTo > from) {
      EcsField.LOG_LOGGER.addText(record, from, loggerTo);
    }
    if (loggerTo + 1 < to) {
      EcsField.LOG_ORIGIN_FUNCTION.addText(record, loggerTo + 1, to);
    }
  }
}
