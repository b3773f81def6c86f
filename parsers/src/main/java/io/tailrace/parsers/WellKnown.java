package io.tailrace.parsers;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The field names under which log libraries write time, level and message. Of several in one event
 * the one named first here counts.
 */
public enum WellKnown {
  AT_TIMESTAMP(Role.TIME, "@timestamp"),
  TIMESTAMP(Role.TIME, "timestamp"),
  TIME(Role.TIME, "time"),
  TS(Role.TIME, "ts"),
  DATETIME(Role.TIME, "datetime"),
  EVENT_TIME(Role.TIME, "eventTime"),
  ASCTIME(Role.TIME, "asctime"),
  AT_T(Role.TIME, "@t"),
  T(Role.TIME, "t"),
  CAPITAL_TIMESTAMP(Role.TIME, "Timestamp"),
  TIME_MILLIS(Role.TIME, "timeMillis"),
  JOURNAL_TIME(Role.TIME, "__REALTIME_TIMESTAMP"),

  LOG_LEVEL(Role.LEVEL, "log.level"),
  LEVEL(Role.LEVEL, "level"),
  SEVERITY(Role.LEVEL, "severity"),
  LVL(Role.LEVEL, "lvl"),
  LEVELNAME(Role.LEVEL, "levelname"),
  LOGLEVEL(Role.LEVEL, "loglevel"),
  LOG_UNDERSCORE_LEVEL(Role.LEVEL, "log_level"),
  AT_L(Role.LEVEL, "@l"),
  AT_LEVEL(Role.LEVEL, "@level"),
  LEVEL_NAME(Role.LEVEL, "level_name"),
  SEVERITY_TEXT(Role.LEVEL, "severity_text"),
  CAPITAL_LEVEL(Role.LEVEL, "Level"),
  CAPITAL_LOG_LEVEL(Role.LEVEL, "LogLevel"),
  JOURNAL_PRIORITY(Role.LEVEL, "PRIORITY"),

  MESSAGE(Role.MESSAGE, "message"),
  MSG(Role.MESSAGE, "msg"),
  AT_MESSAGE(Role.MESSAGE, "@message"),
  JOURNAL_MESSAGE(Role.MESSAGE, "MESSAGE"),
  AT_M(Role.MESSAGE, "@m"),
  /** Of CLEF, where {@code @m} is left out: the message with the places for its values. */
  AT_MT(Role.MESSAGE, "@mt"),
  SHORT_MESSAGE(Role.MESSAGE, "short_message"),
  CAPITAL_MESSAGE(Role.MESSAGE, "Message"),
  RENDERED_MESSAGE(Role.MESSAGE, "RenderedMessage"),
  MESSAGE_TEMPLATE(Role.MESSAGE, "MessageTemplate");

  /** What a field is to the record. */
  public enum Role {
    TIME,
    LEVEL,
    MESSAGE
  }

  private static final WellKnown[][] BY_LENGTH = byLength();

  private final Role role;

  @SuppressWarnings("ImmutableEnumChecker") // Never written to.
  private final byte[] spelling;

  WellKnown(Role role, String spelling) {
    this.role = role;
    this.spelling = spelling.getBytes(US_ASCII);
  }

  public Role role() {
    return role;
  }

  /** The name itself; not to be written to. */
  byte[] spelling() {
    return spelling;
  }

  /** The one with this name, or null. */
  public static @Nullable WellKnown named(byte[] bytes, int from, int to) {
    int length = to - from;
    if (length >= BY_LENGTH.length) {
      return null;
    }
    for (WellKnown known : BY_LENGTH[length]) {
      if (known.spelling[0] == bytes[from]
          && Arrays.equals(known.spelling, 0, length, bytes, from, to)) {
        return known;
      }
    }
    return null;
  }

  private static WellKnown[][] byLength() {
    int longest = Arrays.stream(values()).mapToInt(known -> known.spelling.length).max().orElse(0);
    var byLength = new WellKnown[longest + 1][];
    for (int i = 0; i <= longest; i++) {
      int length = i;
      byLength[i] =
          Arrays.stream(values())
              .filter(known -> known.spelling.length == length)
              .toArray(WellKnown[]::new);
    }
    return byLength;
  }
}
