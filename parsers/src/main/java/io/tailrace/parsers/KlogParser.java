package io.tailrace.parsers;

/**
 * The header of klog and glog, which Kubernetes' own programs write:
 *
 * <pre>
 * I0131 12:00:00.123456       1 controller.go:116] "Pod status updated" pod="kube-system/dns"
 * E20260131 12:00:00.123456 12345 server.cc:42] cannot bind
 * </pre>
 *
 * <p>The message is what follows the bracket.
 */
final class KlogParser implements Parser {
  /** Longer "file names" are none. */
  private static final int MAX_FILE_NAME = 255;

  private final NamedTimes times;

  KlogParser(NamedTimes times) {
    this.times = times;
  }

  @Override
  public String name() {
    return "klog";
  }

  @Override
  public boolean parse(LogRecord record) {
    byte[] bytes = record.bytes();
    int from = record.from();
    int to = record.to();
    if (to - from < 2 || !Ascii.isDigit(bytes[from + 1])) {
      return false;
    }
    Severity severity = severity(bytes[from]);
    if (severity == Severity.UNKNOWN) {
      return false;
    }
    long nanos = times.compact(bytes, from + 1, to);
    int afterTime = times.end();
    int thread = Scan.skipSpaces(bytes, afterTime, to);
    int threadTo = Ascii.afterDigits(bytes, thread, to);
    if (afterTime == from + 1
        || thread == afterTime
        || threadTo == thread
        || !Scan.isAt(bytes, threadTo, to, ' ')
        || !origin(record, threadTo + 1)) {
      return false;
    }
    record.timeNanos(nanos, times.isZoned());
    record.severity(severity);
    EcsField.PROCESS_THREAD_ID.addNumber(record, thread, threadTo);
    return true;
  }

  /** Reads {@code controller.go:116] }. */
  private static boolean origin(LogRecord record, int from) {
    byte[] bytes = record.bytes();
    int to = record.to();
    int end = Scan.indexOf(bytes, from, Math.min(to, from + MAX_FILE_NAME), ']');
    int line = end;
    while (line > from && Ascii.isDigit(bytes[line - 1])) {
      line--;
    }
    if (end == Scan.NONE || line == end || line <= from + 1 || bytes[line - 1] != ':') {
      return false;
    }
    EcsField.LOG_ORIGIN_FILE_NAME.addText(record, from, line - 1);
    EcsField.LOG_ORIGIN_FILE_LINE.addNumber(record, line, end);
    int message = Scan.isAt(bytes, end + 1, to, ' ') ? end + 2 : end + 1;
    record.message(bytes, message, to, ValueKind.TEXT);
    return true;
  }

  private static Severity severity(byte letter) {
    return switch (letter) {
      case 'I' -> Severity.INFO;
      case 'W' -> Severity.WARN;
      case 'E' -> Severity.ERROR;
      case 'F' -> Severity.FATAL;
      default -> Severity.UNKNOWN;
    };
  }
}
