package io.tailrace.parsers;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * The error log of the Apache HTTP server:
 *
 * <pre>
 * [Sat Jan 31 12:00:00.123456 2026] [core:error] [pid 12:tid 34] [client 192.0.2.1:5678] AH00124: too many redirects
 * [Sat Jan 31 12:00:00 2026] [error] [client 192.0.2.1] File does not exist: /srv/a
 * </pre>
 *
 * <p>The message is what follows the last of the brackets that are known.
 */
final class ApacheErrorParser implements Parser {
  private static final byte[] PROCESS = " [pid ".getBytes(US_ASCII);
  private static final byte[] THREAD = ":tid ".getBytes(US_ASCII);
  private static final byte[] CLIENT = " [client ".getBytes(US_ASCII);
  private static final byte[] REMOTE = " [remote ".getBytes(US_ASCII);

  /** Of what stands in one pair of brackets. */
  private static final int MAX_BRACKET = 255;

  /** "AH00124" and a colon. */
  private static final int MAX_CODE = 8;

  private final NamedTimes times = new NamedTimes(NamedTimes.NO_REFERENCE);

  private byte[] bytes = {};
  private int to;

  @Override
  public String name() {
    return "apache-error";
  }

  @Override
  public boolean parse(LogRecord record) {
    bytes = record.bytes();
    to = record.to();
    int from = record.from();
    if (!Scan.isAt(bytes, from, to, '[')) {
      return false;
    }
    long nanos = times.ctime(bytes, from + 1, to);
    int end = times.end();
    if (nanos == LogRecord.NO_TIME
        || end + 3 >= to
        || bytes[end] != ']'
        || bytes[end + 1] != ' '
        || bytes[end + 2] != '[') {
      return false;
    }
    int levelTo = bracketEnd(end + 3);
    int level = levelFrom(end + 3, levelTo);
    Severity severity = levelTo == Scan.NONE ? Severity.UNKNOWN : severity(level, levelTo);
    if (severity == Severity.UNKNOWN) {
      return false;
    }
    record.timeNanos(nanos, times.isZoned());
    record.severity(severity);
    EcsField.APACHE_ERROR_MODULE.addText(record, end + 3, level - 1);
    message(record, client(record, process(record, levelTo + 1)));
    return true;
  }

  private int bracketEnd(int from) {
    return Scan.indexOf(bytes, from, Math.min(to, from + MAX_BRACKET), ']');
  }

  /** The index after the module and its colon. */
  private int levelFrom(int from, int end) {
    int colon = Scan.indexOf(bytes, from, end, ':');
    return colon == Scan.NONE ? from : colon + 1;
  }

  /** A word, of which {@code trace1} to {@code trace8} say how much is traced. */
  private Severity severity(int from, int end) {
    boolean numbered = end > from && Ascii.isDigit(bytes[end - 1]);
    return Severities.ofWord(bytes, from, numbered ? end - 1 : end);
  }

  private int process(LogRecord record, int from) {
    int process = from + PROCESS.length;
    int processTo = Ascii.afterDigits(bytes, Math.min(process, to), to);
    if (!Ascii.startsWith(bytes, from, to, PROCESS) || processTo == process) {
      return from;
    }
    int end = processTo;
    if (Ascii.startsWith(bytes, processTo, to, THREAD)) {
      end = Ascii.afterDigits(bytes, processTo + THREAD.length, to);
    }
    if (!Scan.isAt(bytes, end, to, ']')) {
      return from;
    }
    EcsField.PROCESS_PID.addNumber(record, process, processTo);
    EcsField.PROCESS_THREAD_ID.addNumber(record, Math.min(processTo + THREAD.length, end), end);
    return end + 1;
  }

  private int client(LogRecord record, int from) {
    boolean there =
        Ascii.startsWith(bytes, from, to, CLIENT) || Ascii.startsWith(bytes, from, to, REMOTE);
    int address = from + CLIENT.length;
    int end = there ? bracketEnd(address) : Scan.NONE;
    if (end == Scan.NONE) {
      return from;
    }
    int port = end;
    while (port > address && Ascii.isDigit(bytes[port - 1])) {
      port--;
    }
    boolean withPort = port < end && port > address + 1 && bytes[port - 1] == ':';
    EcsField.SOURCE_ADDRESS.addText(record, address, withPort ? port - 1 : end);
    if (withPort) {
      EcsField.SOURCE_PORT.addNumber(record, port, end);
    }
    return end + 1;
  }

  private void message(LogRecord record, int from) {
    int message = Scan.skipSpaces(bytes, from, to);
    record.message(bytes, message, to, ValueKind.TEXT);
    int codeTo = Scan.indexOf(bytes, message, Math.min(to, message + MAX_CODE), ':');
    if (codeTo == message + MAX_CODE - 1 && bytes[message] == 'A' && bytes[message + 1] == 'H') {
      EcsField.EVENT_CODE.addText(record, message, codeTo);
    }
  }
}
