package io.tailrace.parsers;

/**
 * Times and texts inside objects, as some log libraries write them:
 *
 * <pre>
 * "t":{"$date":"2026-01-31T12:00:00.123+00:00"}                MongoDB
 * "instant":{"epochSecond":1769860800,"nanoOfSecond":123}      Log4j
 * "timestamp":{"seconds":1769860800,"nanos":123}               Google Cloud
 * "fields":{"message":"started","port":80}                     Rust's tracing
 * </pre>
 *
 * <p>Values are valid JSON that was looked through before.
 */
final class NestedValues {
  private static final byte[] DATE = Ascii.of("$date");
  private static final byte[] SECONDS = Ascii.of("seconds");
  private static final byte[] EPOCH_SECOND = Ascii.of("epochSecond");
  private static final byte[] NANOS = Ascii.of("nanos");
  private static final byte[] NANO_OF_SECOND = Ascii.of("nanoOfSecond");

  /** Of a fraction of a second in nanoseconds. */
  private static final int MAX_NANO_DIGITS = 9;

  private NestedValues() {}

  /**
   * The point in time that an object with nothing else in it names.
   *
   * @return nanoseconds since 1970 UTC, or {@link LogRecord#NO_TIME}
   */
  static long time(byte[] bytes, int from, int to, AnyTimes times) {
    int date = member(bytes, from, to, DATE);
    if (date != Scan.NONE) {
      int dateTo = JsonScanner.value(bytes, date, to, 1);
      return bytes[date] == '"' && isLast(bytes, dateTo, to)
          ? times.whole(bytes, date + 1, dateTo - 1)
          : LogRecord.NO_TIME;
    }
    long nanos = seconds(bytes, from, to, SECONDS, NANOS, times);
    return nanos == LogRecord.NO_TIME
        ? seconds(bytes, from, to, EPOCH_SECOND, NANO_OF_SECOND, times)
        : nanos;
  }

  /** The index of the member's value, or NONE; of what is no object too. */
  static int member(byte[] bytes, int from, int to, byte[] name) {
    if (bytes[from] != '{') {
      return Scan.NONE;
    }
    int i = JsonScanner.skipBlanks(bytes, from + 1, to);
    while (i < to && bytes[i] == '"') {
      int nameTo = JsonScanner.string(bytes, i, to);
      int value = JsonScanner.skipBlanks(bytes, JsonScanner.skipBlanks(bytes, nameTo, to) + 1, to);
      if (Ascii.equals(bytes, i + 1, nameTo - 1, name)) {
        return value;
      }
      int comma = JsonScanner.skipBlanks(bytes, JsonScanner.value(bytes, value, to, 1), to);
      i = Scan.isAt(bytes, comma, to, ',') ? JsonScanner.skipBlanks(bytes, comma + 1, to) : to;
    }
    return Scan.NONE;
  }

  private static long seconds(
      byte[] bytes, int from, int to, byte[] whole, byte[] fraction, AnyTimes times) {
    int seconds = member(bytes, from, to, whole);
    if (seconds == Scan.NONE) {
      return LogRecord.NO_TIME;
    }
    int secondsTo = Ascii.afterDigits(bytes, seconds, to);
    long nanos = times.number(bytes, seconds, secondsTo);
    int part = member(bytes, from, to, fraction);
    int partTo = part == Scan.NONE ? secondsTo : Ascii.afterDigits(bytes, part, to);
    boolean last = isLast(bytes, secondsTo, to) || isLast(bytes, partTo, to);
    if (nanos == LogRecord.NO_TIME || part == Scan.NONE || !last) {
      return last ? nanos : LogRecord.NO_TIME;
    }
    return partTo == part || partTo - part > MAX_NANO_DIGITS
        ? LogRecord.NO_TIME
        : nanos + number(bytes, part, partTo);
  }

  private static boolean isLast(byte[] bytes, int valueTo, int to) {
    return JsonScanner.skipBlanks(bytes, valueTo, to) == to - 1;
  }

  private static long number(byte[] bytes, int from, int to) {
    long number = 0;
    for (int i = from; i < to; i++) {
      number = number * 10 + (bytes[i] - '0');
    }
    return number;
  }
}
