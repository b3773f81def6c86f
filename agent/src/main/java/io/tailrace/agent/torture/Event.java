package io.tailrace.agent.torture;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One event of one log, as its writer puts it into the file and as the audit knows it again.
 *
 * <pre>
 * 2026-11-22 10:00:00,123 INFO  [main] torture.Writer #w1-rename 17 crc=89abcdef grüße 😀 …
 * {"timestamp":"2026-11-22T10:00:00.123Z","level":"INFO","message":"#w1-rename 18 crc=… …","number":18}
 * </pre>
 *
 * <p>Some have a stack trace: lines of their own in plain text, a member in JSON. The checksum is
 * over all of the text, the trace included (so plain text is in no layout that is taken apart),
 * with its own digits taken for zeros; so a byte more, a byte less and a byte changed are all seen.
 *
 * @param number 1 for the first of its log
 */
record Event(LogName log, int number) {
  private static final Pattern MARK =
      Pattern.compile("#(w[0-9]{1,3}-[a-z]+) ([0-9]{1,9}) crc=([0-9a-f]{8})");

  private static final DateTimeFormatter LOGBACK =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss,SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final JsonMapper JSON = new JsonMapper();
  private static final String NO_CRC = "00000000";

  /** With bytes of one to four for a character, so that a cut in the middle of one is seen. */
  private static final String FILLING =
      "the quick brown fox, grüße aus Zürich, 値段は千円, 😀😃, and \\ or / so on; ";

  /** One event in so many is one that its destination refuses for good. */
  private static final int POISONED_EVERY = 97;

  /** What was made of a record that was found. */
  sealed interface Sighting {
    record Whole(Event event) implements Sighting {}

    record Altered(Event event) implements Sighting {}

    /** Nothing that a writer wrote, or not to be told which. */
    record Stranger(String text) implements Sighting {}
  }

  /** As it stands in the file, its last line end included. */
  byte[] line(Instant written) {
    return switch (number % 8) {
      case 0 -> json(written, trace());
      case 1 -> plain(written, "\n" + trace());
      case 2, 3, 4 -> json(written, "");
      default -> plain(written, "");
    };
  }

  /**
   * Whether the destination refuses it for good. Not where a file is removed as soon as all is
   * shipped: nobody but the agent knows when a refused one is safe.
   */
  boolean isPoisoned() {
    return number % POISONED_EVERY == 13 && !log.mode().onOrder();
  }

  /**
   * Finds out which event a record is of, and whether it is as it was written.
   *
   * @param record its text, or a JSON object with it
   */
  static Sighting in(String record) {
    String text = text(record);
    Matcher mark = MARK.matcher(text);
    if (!mark.find()) {
      return new Sighting.Stranger(record);
    }
    Event event;
    try {
      event = new Event(LogName.parse(mark.group(1)), Integer.parseInt(mark.group(2)));
    } catch (IllegalArgumentException e) {
      return new Sighting.Stranger(record);
    }
    String unsigned = text.substring(0, mark.start(3)) + NO_CRC + text.substring(mark.end(3));
    return crc(unsigned).equals(mark.group(3))
        ? new Sighting.Whole(event)
        : new Sighting.Altered(event);
  }

  /** The number of the last event of a log in some bytes of its file; 0 if there is none. */
  static int lastIn(byte[] bytes) {
    Matcher mark = MARK.matcher(new String(bytes, UTF_8));
    int last = 0;
    while (mark.find()) {
      last = Integer.parseInt(mark.group(2));
    }
    return last;
  }

  private static String text(String record) {
    if (!record.startsWith("{")) {
      return record;
    }
    try {
      JsonNode json = JSON.readTree(record);
      String message = json.path("message").asString("");
      // Logback's encoder names it so, and the agent leaves names alone that mean nothing to it.
      String trace = json.path("stack_trace").asString("");
      boolean numbered = !json.has("number") || message.contains(" " + json.path("number") + " ");
      return numbered ? message + trace : record;
    } catch (JacksonException e) {
      return record;
    }
  }

  private byte[] plain(Instant written, String trace) {
    String head = LOGBACK.format(written) + " INFO  [main] torture.Writer ";
    return (signed(head, trace) + "\n").getBytes(UTF_8);
  }

  private byte[] json(Instant written, String trace) {
    String message = signed("", trace);
    message = message.substring(0, message.length() - trace.length());
    String json =
        """
        {"timestamp":"%s","level":"INFO","message":%s,"number":%d\
        """
            .formatted(written, JSON.writeValueAsString(message), number);
    String end =
        trace.isEmpty() ? "}\n" : ",\"stack_trace\":" + JSON.writeValueAsString(trace) + "}\n";
    return (json + end).getBytes(UTF_8);
  }

  private String signed(String head, String trace) {
    String before = head + "#" + log + " " + number + " crc=";
    String after = (isPoisoned() ? " poisoned " : " ") + filling() + trace;
    return before + crc(before + NO_CRC + after) + after;
  }

  private String filling() {
    int length = 20 + number * 7 % 180;
    String filling = FILLING.repeat(1 + length / FILLING.length());
    int end =
        filling.offsetByCodePoints(
            0, Math.min(length, filling.codePointCount(0, filling.length())));
    return filling.substring(0, end).strip();
  }

  private String trace() {
    var trace = new StringBuilder("java.lang.IllegalStateException: of event " + number);
    for (int i = 1; i <= 3 + number % 17; i++) {
      trace.append("\n\tat torture.Writer.step%d(Writer.java:%d)".formatted(i, number % 1000 + i));
    }
    return trace.append("\nCaused by: java.io.IOException: no\n\t... 3 more").toString();
  }

  private static String crc(String text) {
    var crc = new CRC32();
    crc.update(text.getBytes(UTF_8));
    return HexFormat.of().toHexDigits((int) crc.getValue());
  }

  @Override
  public String toString() {
    return log + " " + number;
  }
}
