package io.tailrace.parsers;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/**
 * What PostgreSQL writes to standard error, with its own line prefix or Debian's:
 *
 * <pre>
 * 2026-01-31 12:00:00.123 UTC [123] LOG:  checkpoint starting: time
 * 2026-01-31 12:00:00.123 CET [123] shop@orders ERROR:  relation "x" does not exist at character 15
 * 2026-01-31 12:00:00.123 UTC [123] STATEMENT:  select * from x
 * </pre>
 *
 * <p>The message is what follows the level; of {@code DETAIL}, {@code STATEMENT} and the like,
 * which belong to the line before, the word too.
 */
final class PostgresLayout implements DatedLayout {
  /**
   * Of a user's name and a database's, and of a time zone's; of the longest level and its colon.
   */
  private static final int MAX_SESSION = 255;

  private static final int MAX_ZONE = 8;
  private static final int MAX_LEVEL = 10;

  private static final byte[] LOG = "LOG".getBytes(US_ASCII);

  private static final byte[][] FURTHER = {
    "DETAIL".getBytes(US_ASCII),
    "HINT".getBytes(US_ASCII),
    "STATEMENT".getBytes(US_ASCII),
    "CONTEXT".getBytes(US_ASCII),
    "QUERY".getBytes(US_ASCII),
    "LOCATION".getBytes(US_ASCII),
    "BACKTRACE".getBytes(US_ASCII)
  };

  private byte[] bytes = {};
  private int to;

  @Override
  public String name() {
    return "postgres";
  }

  @Override
  public boolean read(LogRecord record, int time, int from) {
    bytes = record.bytes();
    to = record.to();
    int zoneTo = zoneEnd(from);
    int process = zoneTo + 2;
    if (time > record.from()
        || process >= to
        || bytes[zoneTo] != ' '
        || bytes[zoneTo + 1] != '['
        || !Ascii.isDigit(bytes[process])) {
      return false;
    }
    int processTo = Ascii.afterDigits(bytes, process, to);
    int close = afterLineNumber(processTo);
    if (!Scan.isAt(bytes, close, to, ']') || !Scan.isAt(bytes, close + 1, to, ' ')) {
      return false;
    }
    int session = close + 2;
    int sessionTo = sessionEnd(session);
    int level = sessionTo == session ? session : sessionTo + 1;
    if (!level(record, level)) {
      return false;
    }
    zone(record, time, from, zoneTo);
    EcsField.PROCESS_PID.addNumber(record, process, processTo);
    addSession(record, session, sessionTo);
    return true;
  }

  /** The time was read as if it were UTC's; what UTC calls itself was read with it. */
  private int zoneEnd(int from) {
    boolean there = from + 1 < to && bytes[from] == ' ' && bytes[from + 1] != '[';
    return there ? Scan.wordEnd(bytes, from + 1, Math.min(to, from + MAX_ZONE)) : from;
  }

  private void zone(LogRecord record, int time, int from, int zoneTo) {
    if (zoneTo == from) {
      return;
    }
    int minutes = ZoneNames.minutesEast(bytes, from + 1, zoneTo);
    if (minutes == ZoneNames.UNKNOWN) {
      record.timeNanos(LogRecord.NO_TIME);
      record.timeUnreadable();
      EcsField.ORIGINAL_TIME.addText(record, time, zoneTo);
    } else {
      record.timeNanos(record.timeNanos() - minutes * 60L * CalendarDays.NANOS_PER_SECOND);
    }
  }

  /** Debian counts the lines of a process: {@code [123-1]}. */
  private int afterLineNumber(int processTo) {
    return Scan.isAt(bytes, processTo, to, '-')
        ? Ascii.afterDigits(bytes, processTo + 1, to)
        : processTo;
  }

  /** The end of {@code user@database}, if that is there. */
  private int sessionEnd(int from) {
    int end = Scan.wordEnd(bytes, from, Math.min(to, from + MAX_SESSION));
    boolean session =
        end > from && bytes[end - 1] != ':' && Scan.indexOf(bytes, from, end, '@') != Scan.NONE;
    return session ? end : from;
  }

  private static void addSession(LogRecord record, int from, int end) {
    int at = Scan.indexOf(record.bytes(), from, end, '@');
    if (at != Scan.NONE) {
      EcsField.USER_NAME.addText(record, from, at);
      EcsField.POSTGRES_DATABASE.addText(record, at + 1, end);
    }
  }

  private boolean level(LogRecord record, int from) {
    int colon = Scan.indexOf(bytes, from, Math.min(to, from + MAX_LEVEL), ':');
    if (colon == Scan.NONE) {
      return false;
    }
    boolean further = isFurther(from, colon);
    Severity severity = further ? Severity.INFO : severity(from, colon);
    record.severity(severity);
    int message = further ? from : Scan.skipSpaces(bytes, colon + 1, to);
    record.message(bytes, message, to, ValueKind.TEXT);
    return severity != Severity.UNKNOWN;
  }

  /** A word, of which {@code DEBUG1} to {@code DEBUG5} say how much is told. */
  private Severity severity(int from, int end) {
    if (Arrays.equals(bytes, from, end, LOG, 0, LOG.length)) {
      return Severity.INFO;
    }
    boolean numbered = end > from && Ascii.isDigit(bytes[end - 1]);
    return Severities.ofWord(bytes, from, numbered ? end - 1 : end);
  }

  private boolean isFurther(int from, int end) {
    for (byte[] word : FURTHER) {
      if (Arrays.equals(bytes, from, end, word, 0, word.length)) {
        return true;
      }
    }
    return false;
  }
}
