package io.tailrace.parsers;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * What Redis and Valkey write: process, role, time, a sign for the level.
 *
 * <pre>
 * 1:M 31 Jan 2026 12:00:00.123 * Ready to accept connections tcp
 * 1:C 31 Jan 2026 12:00:00.123 # Warning: no config file specified
 * </pre>
 */
final class RedisParser implements Parser {
  private static final byte[] MASTER = "master".getBytes(US_ASCII);
  private static final byte[] REPLICA = "replica".getBytes(US_ASCII);
  private static final byte[] CHILD = "child".getBytes(US_ASCII);
  private static final byte[] SENTINEL = "sentinel".getBytes(US_ASCII);
  private static final byte[] NONE = {};

  /** Of a process's number. */
  private static final int MAX_DIGITS = 10;

  private final NamedTimes times = new NamedTimes(NamedTimes.NO_REFERENCE);

  @Override
  public String name() {
    return "redis";
  }

  @Override
  public boolean parse(LogRecord record) {
    byte[] bytes = record.bytes();
    int from = record.from();
    int to = record.to();
    int pidTo = Ascii.afterDigits(bytes, from, Math.min(to, from + MAX_DIGITS));
    if (pidTo == from || to - pidTo < 24 || bytes[pidTo] != ':' || bytes[pidTo + 2] != ' ') {
      return false;
    }
    byte[] role = role(bytes[pidTo + 1]);
    long nanos = times.dayFirst(bytes, pidTo + 3, to);
    int sign = times.end() + 1;
    if (role.length == 0 || nanos == LogRecord.NO_TIME || !isSign(bytes, sign, to)) {
      return false;
    }
    record.timeNanos(nanos, times.isZoned());
    record.severity(severity(bytes[sign]));
    record.message(bytes, Math.min(sign + 2, to), to, ValueKind.TEXT);
    EcsField.PROCESS_PID.addNumber(record, from, pidTo);
    EcsField.REDIS_ROLE.add(record, role, ValueKind.TEXT);
    return true;
  }

  private static boolean isSign(byte[] bytes, int sign, int to) {
    return sign < to
        && bytes[sign - 1] == ' '
        && severity(bytes[sign]) != Severity.UNKNOWN
        && (sign + 1 == to || bytes[sign + 1] == ' ');
  }

  private static byte[] role(byte letter) {
    return switch (letter) {
      case 'M' -> MASTER;
      case 'S' -> REPLICA;
      case 'C' -> CHILD;
      case 'X' -> SENTINEL;
      default -> NONE;
    };
  }

  private static Severity severity(byte sign) {
    return switch (sign) {
      case '.', '-' -> Severity.DEBUG;
      case '*' -> Severity.INFO;
      case '#' -> Severity.WARN;
      default -> Severity.UNKNOWN;
    };
  }
}
