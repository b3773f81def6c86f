package io.tailrace.parsers;

import java.util.Arrays;

/**
 * Fields that say a record's time, level or message where none of the {@link WellKnown} ones does,
 * and that mean something else elsewhere. They stay fields.
 *
 * <pre>
 * {"event":"order sent","level":"info"}                        structlog
 * {"level":"INFO","fields":{"message":"order sent"}}           Rust's tracing
 * {"start_time":"2026-01-31T12:00:00.123Z","method":"GET"}     Envoy
 * {"t":{"$date":"…"},"s":"I","c":"NETWORK","msg":"…"}          MongoDB
 * </pre>
 *
 * <p>Of several the one named first here counts.
 */
enum StandIn {
  INSTANT(WellKnown.Role.TIME, "instant"),
  TIME_ISO8601(WellKnown.Role.TIME, "time_iso8601"),
  TIME_LOCAL(WellKnown.Role.TIME, "time_local"),
  START_TIME(WellKnown.Role.TIME, "start_time"),
  STAGE_TIMESTAMP(WellKnown.Role.TIME, "stageTimestamp"),
  EDGE_START_TIMESTAMP(WellKnown.Role.TIME, "EdgeStartTimestamp"),
  TIME_UNIX_NANO(WellKnown.Role.TIME, "timeUnixNano"),
  DATE(WellKnown.Role.TIME, "date"),
  MSEC(WellKnown.Role.TIME, "msec"),

  SEVERITY_TEXT(WellKnown.Role.LEVEL, "severityText"),
  S(WellKnown.Role.LEVEL, "s"),

  EVENT(WellKnown.Role.MESSAGE, "event.action"),
  FIELDS(WellKnown.Role.MESSAGE, "fields"),
  TEXT_PAYLOAD(WellKnown.Role.MESSAGE, "textPayload"),
  JSON_PAYLOAD(WellKnown.Role.MESSAGE, "jsonPayload"),
  LOG_EVENT(WellKnown.Role.MESSAGE, "logEvent"),
  BODY(WellKnown.Role.MESSAGE, "body"),
  TEXT(WellKnown.Role.MESSAGE, "text"),
  LOG(WellKnown.Role.MESSAGE, "log.original");

  private static final byte[][] MESSAGES = {
    Ascii.of("message"), Ascii.of("msg"), Ascii.of("stringValue")
  };

  /** Of {@code I}, {@code D1}. */
  private static final int MAX_LETTERS = 2;

  private static final StandIn[] ALL = values();
  private static final StandIn[][] BY_LENGTH = byLength();

  private final WellKnown.Role role;

  @SuppressWarnings("ImmutableEnumChecker") // Never written to.
  private final byte[] spelling;

  StandIn(WellKnown.Role role, String spelling) {
    this.role = role;
    this.spelling = Ascii.of(spelling);
  }

  /**
   * Fills in what was not found.
   *
   * @param time whether a time was found, and so on
   */
  static void fill(LogRecord record, boolean time, boolean level, boolean message, AnyTimes times) {
    int bestTime = time ? -1 : ALL.length;
    int bestLevel = level ? -1 : ALL.length;
    int bestMessage = message ? -1 : ALL.length;
    for (int i = 0; i < record.fieldCount(); i++) {
      int found = indexOf(record.nameBytes(i), record.nameFrom(i), record.nameTo(i));
      if (found < 0) {
        continue;
      }
      switch (ALL[found].role) {
        case TIME -> bestTime = found < bestTime && time(record, i, times) ? found : bestTime;
        case LEVEL -> bestLevel = found < bestLevel && level(record, i) ? found : bestLevel;
        case MESSAGE ->
            bestMessage = found < bestMessage && message(record, i) ? found : bestMessage;
      }
    }
  }

  private static boolean time(LogRecord record, int i, AnyTimes times) {
    byte[] bytes = record.valueBytes(i);
    int from = record.valueFrom(i);
    int to = record.valueTo(i);
    long nanos =
        switch (record.valueKind(i)) {
          case TEXT, JSON_TEXT -> times.whole(bytes, from, to);
          case NUMBER -> times.number(bytes, from, to);
          case JSON -> NestedValues.time(bytes, from, to, times);
          case BOOLEAN, NULL -> LogRecord.NO_TIME;
        };
    if (nanos == LogRecord.NO_TIME) {
      return false;
    }
    record.timeNanos(nanos, times.isZoned());
    return true;
  }

  private static boolean level(LogRecord record, int i) {
    if (!isText(record, i)) {
      return false;
    }
    byte[] bytes = record.valueBytes(i);
    int from = record.valueFrom(i);
    int to = record.valueTo(i);
    boolean letter = to > from && to - from <= MAX_LETTERS;
    boolean alone = letter && Ascii.afterDigits(bytes, from + 1, to) == to;
    Severity severity =
        alone ? Severities.ofLetter(bytes[from]) : Severities.ofWord(bytes, from, to);
    if (severity == Severity.UNKNOWN) {
      return false;
    }
    record.severity(severity);
    return true;
  }

  private static boolean message(LogRecord record, int i) {
    byte[] bytes = record.valueBytes(i);
    if (isText(record, i)) {
      record.message(bytes, record.valueFrom(i), record.valueTo(i), record.valueKind(i));
      return true;
    }
    if (record.valueKind(i) != ValueKind.JSON) {
      return false;
    }
    for (byte[] name : MESSAGES) {
      int value = NestedValues.member(bytes, record.valueFrom(i), record.valueTo(i), name);
      if (value != Scan.NONE && bytes[value] == '"') {
        int end = JsonScanner.string(bytes, value, record.valueTo(i));
        record.message(bytes, value + 1, end - 1, ValueKind.JSON_TEXT);
        return true;
      }
    }
    return false;
  }

  private static boolean isText(LogRecord record, int i) {
    return record.valueKind(i) == ValueKind.TEXT || record.valueKind(i) == ValueKind.JSON_TEXT;
  }

  private static int indexOf(byte[] bytes, int from, int to) {
    int length = to - from;
    if (length < BY_LENGTH.length) {
      for (StandIn it : BY_LENGTH[length]) {
        if (it.spelling[0] == bytes[from]
            && Arrays.equals(it.spelling, 0, length, bytes, from, to)) {
          return it.ordinal();
        }
      }
    }
    return -1;
  }

  private static StandIn[][] byLength() {
    int longest = Arrays.stream(values()).mapToInt(it -> it.spelling.length).max().orElse(0);
    var byLength = new StandIn[longest + 1][];
    for (int i = 0; i <= longest; i++) {
      int length = i;
      byLength[i] =
          Arrays.stream(values())
              .filter(it -> it.spelling.length == length)
              .toArray(StandIn[]::new);
    }
    return byLength;
  }
}
