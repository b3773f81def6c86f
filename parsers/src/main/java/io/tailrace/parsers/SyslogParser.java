package io.tailrace.parsers;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.stream.IntStream;

/**
 * Syslog, as it is sent (RFC 5424, RFC 3164) and as daemons write it to files.
 *
 * <pre>
 * &lt;165>1 2026-01-31T12:00:00.003Z host app 123 ID47 [exampleSDID@32473 iut="3"] message
 * &lt;34>Jan 31 12:00:00 host su[123]: message
 * Jan 31 12:00:00 host su[123]: message
 * 2026-01-31T12:00:00.123456+01:00 host su[123]: message
 * </pre>
 *
 * <p>Where nobody said that it is syslog, a line without a priority needs a tag that ends with a
 * colon, and one with an ISO date a process number in it: other logs begin like that too.
 */
final class SyslogParser implements Parser, DatedLayout {
  private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
  private static final byte[] KERNEL = "kernel:".getBytes(US_ASCII);

  /** The largest facility is 23, the largest severity 7. */
  private static final int MAX_PRIORITY = 191;

  /** RFC 5424's longest host name; no word of a header is longer. */
  private static final int MAX_WORD = 255;

  private static final byte[][] NUMBERS =
      IntStream.range(0, 24)
          .mapToObj(number -> Integer.toString(number).getBytes(US_ASCII))
          .toArray(byte[][]::new);

  private final boolean guessing;
  private final NamedTimes times;
  private final Timestamps timestamps = new Timestamps();
  private final StructuredData data = new StructuredData();

  private byte[] bytes = {};
  private int to;

  /**
   * @param guessing whether a line need not be syslog at all
   */
  SyslogParser(boolean guessing, NamedTimes times) {
    this.guessing = guessing;
    this.times = times;
  }

  @Override
  public String name() {
    return "syslog";
  }

  @Override
  public boolean parse(LogRecord record) {
    bytes = record.bytes();
    to = record.to();
    int from = record.from();
    if (from == to) {
      return false;
    }
    boolean taken = bytes[from] == '<' ? withPriority(record, from) : timed(record, from, false);
    if (!taken && record.fieldCount() > 0) {
      record.forgetParsed(); // There was a priority.
    }
    return taken;
  }

  private boolean withPriority(LogRecord record, int open) {
    int close = Ascii.afterDigits(bytes, open + 1, Math.min(to, open + 4));
    if (close == open + 1 || !Scan.isAt(bytes, close, to, '>')) {
      return false;
    }
    int priority = 0;
    for (int i = open + 1; i < close; i++) {
      priority = priority * 10 + (bytes[i] - '0');
    }
    if (priority > MAX_PRIORITY) {
      return false;
    }
    EcsField.SYSLOG_PRIORITY.addNumber(record, open + 1, close);
    EcsField.SYSLOG_FACILITY_CODE.add(record, NUMBERS[priority / 8], ValueKind.NUMBER);
    EcsField.SYSLOG_SEVERITY_CODE.add(record, NUMBERS[priority % 8], ValueKind.NUMBER);
    record.severity(Severities.ofSyslog(priority % 8));
    int i = close + 1;
    boolean version = Scan.isAt(bytes, i, to, '1') && Scan.isAt(bytes, i + 1, to, ' ');
    if (version && header(record, i + 2)) {
      return true;
    }
    if (timed(record, i, true)) {
      return true;
    }
    record.message(bytes, i, to, ValueKind.TEXT);
    return !guessing || i < to;
  }

  // RFC 5424

  private boolean header(LogRecord record, int time) {
    int timeTo = wordEnd(time);
    int host = afterSpace(timeTo);
    int hostTo = wordEnd(host);
    int app = afterSpace(hostTo);
    int appTo = wordEnd(app);
    int process = afterSpace(appTo);
    int processTo = wordEnd(process);
    int id = afterSpace(processTo);
    int idTo = wordEnd(id);
    if (!isTimeOrDash(time, timeTo) || idTo == id || !Scan.isAt(bytes, idTo, to, ' ')) {
      return false;
    }
    if (!isDash(time, timeTo)) {
      record.timeNanos(timestamps.whole(bytes, time, timeTo), timestamps.isZoned());
    }
    EcsField.HOST_HOSTNAME.addUnlessDash(record, host, hostTo);
    EcsField.PROCESS_NAME.addUnlessDash(record, app, appTo);
    addProcess(record, process, processTo);
    EcsField.SYSLOG_MSGID.addUnlessDash(record, id, idTo);
    message(record, structuredData(record, idTo + 1));
    return true;
  }

  /** Where the next word begins; the end if none does. */
  private int afterSpace(int end) {
    return Scan.isAt(bytes, end, to, ' ') ? end + 1 : to;
  }

  private boolean isTimeOrDash(int from, int end) {
    return isDash(from, end) || timestamps.whole(bytes, from, end) != LogRecord.NO_TIME;
  }

  private boolean isDash(int from, int end) {
    return end == from + 1 && bytes[from] == '-';
  }

  /** Where there should be structured data and is not, the message begins. */
  private int structuredData(LogRecord record, int from) {
    if (Scan.isAt(bytes, from, to, '-') && (from + 1 == to || bytes[from + 1] == ' ')) {
      return from + 1;
    }
    int end = data.read(bytes, from, to);
    if (end == StructuredData.INVALID) {
      return from;
    }
    if (data.isObject()) {
      EcsField.SYSLOG_STRUCTURED_DATA.add(record, data.json(), 0, data.length(), ValueKind.JSON);
    } else {
      EcsField.SYSLOG_STRUCTURED_TEXT.addText(record, from, end);
    }
    return end;
  }

  private void message(LogRecord record, int from) {
    int i = Scan.isAt(bytes, from, to, ' ') ? from + 1 : from;
    int message = Ascii.startsWith(bytes, i, to, MARK) ? i + MARK.length : i;
    record.message(bytes, Math.min(message, to), to, ValueKind.TEXT);
  }

  // RFC 3164

  /** Reads a time, a host and a tag, of which the host may be missing. */
  private boolean timed(LogRecord record, int from, boolean priority) {
    boolean iso = from < to && Ascii.isDigit(bytes[from]);
    long nanos = iso ? timestamps.prefix(bytes, from, to) : times.monthFirst(bytes, from, to);
    int end = iso ? timestamps.end() : times.end();
    if (end == from
        || (iso && nanos == LogRecord.NO_TIME)
        || !afterTime(record, end, iso, priority)) {
      return false;
    }
    record.timeNanos(nanos, iso ? timestamps.isZoned() : times.isZoned());
    return true;
  }

  @Override
  public boolean read(LogRecord record, int time, int from) {
    bytes = record.bytes();
    to = record.to();
    return time == record.from() && afterTime(record, from, true, false);
  }

  private boolean afterTime(LogRecord record, int end, boolean iso, boolean priority) {
    int host = end + 1;
    if (!isAfterSpace(host)) {
      return false;
    }
    int hostTo = wordEnd(host);
    if (hostTo - host == MAX_WORD) {
      return false;
    }
    boolean noHost = bytes[hostTo - 1] == ':';
    int tag = noHost ? host : Math.min(hostTo + 1, to);
    int tagTo = tagEnd(tag);
    if (!priority && guessing && (!isTag(tag, tagTo, iso) || noHost || isLevel(host, hostTo))) {
      return false;
    }
    EcsField.HOST_HOSTNAME.addText(record, host, noHost ? host : hostTo);
    record.message(bytes, tag, to, ValueKind.TEXT);
    if (tagTo != Scan.NONE) {
      addTag(record, tag, tagTo);
    }
    if (!priority) {
      record.severity(LevelWords.in(bytes, record.messageFrom(), to, false));
    }
    return true;
  }

  private boolean isAfterSpace(int i) {
    return i < to && bytes[i - 1] == ' ' && bytes[i] != ' ' && bytes[i] != '\n';
  }

  private boolean isLevel(int from, int end) {
    return Severities.ofWord(bytes, from, end) != Severity.UNKNOWN;
  }

  private boolean isTag(int tag, int tagTo, boolean iso) {
    return tagTo != Scan.NONE
        && (!iso || hasNumber(tag, tagTo) || Ascii.startsWith(bytes, tag, to, KERNEL));
  }

  private boolean hasNumber(int tag, int tagTo) {
    return bytes[tagTo - 1] == ']' && Scan.indexOf(bytes, tag, tagTo, '[') > tag;
  }

  /** The index of the colon that ends a tag, or NONE: a tag is one word, or a name and a number. */
  private int tagEnd(int from) {
    int end = wordEnd(from);
    return end > from + 1 && bytes[end - 1] == ':' ? end - 1 : Scan.NONE;
  }

  private void addTag(LogRecord record, int tag, int tagTo) {
    if (hasNumber(tag, tagTo)) {
      int bracket = Scan.indexOf(bytes, tag, tagTo, '[');
      EcsField.PROCESS_NAME.addText(record, tag, bracket);
      addProcess(record, bracket + 1, tagTo - 1);
    } else {
      EcsField.PROCESS_NAME.addText(record, tag, tagTo);
    }
    int message = Scan.skipSpaces(bytes, tagTo + 1, to);
    record.message(bytes, message, to, ValueKind.TEXT);
  }

  private void addProcess(LogRecord record, int from, int end) {
    boolean number = end > from && Ascii.afterDigits(bytes, from, end) == end;
    if (number) {
      EcsField.PROCESS_PID.addNumber(record, from, end);
    } else {
      EcsField.SYSLOG_PROCID.addUnlessDash(record, from, end);
    }
  }

  private int wordEnd(int from) {
    return from >= to ? to : Scan.wordEnd(bytes, from, Math.min(to, from + MAX_WORD));
  }
}
