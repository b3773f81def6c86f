package io.tailrace.agent.it;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every kind of line there is in one volume: JSON with nested fields, JSON with stack traces in a
 * string, logfmt, text with and without a time, Java's stack traces over several lines, broken
 * JSON; between them blank lines, and now and then a line end as on Windows.
 *
 * <p>The event of a number is always the same for one seed. Of two timed events the one with the
 * higher number has the later time.
 */
final class SampleEvents {
  private static final Pattern ID = Pattern.compile("e[0-9]{7}");
  private static final DateTimeFormatter LOGBACK =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss,SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** As log libraries write them, and as they are shipped. */
  private static final List<Map.Entry<String, String>> LEVELS =
      List.of(
          Map.entry("INFO", "info"),
          Map.entry("warning", "warn"),
          Map.entry("ERR", "error"),
          Map.entry("debug", "debug"));

  private static final List<String> WORDS =
      List.of("café", "東京", "🚀", "naïve", "order", "Zoë", "paid", "наличные", "e\u0301", "\\o/");

  private final long seed;
  private final Instant start;
  private final JsonMapper json = new JsonMapper();

  /**
   * @param start the time of event 0; each further one is a millisecond later
   */
  SampleEvents(long seed, Instant start) {
    this.seed = seed;
    this.start = start.truncatedTo(ChronoUnit.MILLIS);
  }

  /** The id in a text of an event, if it is one. */
  static Optional<String> idIn(String text) {
    Matcher matcher = ID.matcher(text);
    return matcher.find() ? Optional.of(matcher.group()) : Optional.empty();
  }

  /** The number of the event with this id. */
  static int numberOf(String id) {
    return Integer.parseInt(id.substring(1));
  }

  SampleEvent event(int number) {
    var random = new Random(seed * 31 + number);
    String id = "e%07d".formatted(number);
    Instant time = start.plusMillis(number);
    return switch (random.nextInt(10)) {
      case 0, 1 -> nested(id, time, random);
      case 2 -> jsonTrace(id, time, random);
      case 3, 4 -> logfmt(id, time, random);
      case 5 -> untimed(id, random);
      case 6 -> trace(id, time, random);
      case 7 -> number % 20 == 0 ? broken(id, random) : text(id, time, random);
      default -> text(id, time, random);
    };
  }

  private SampleEvent nested(String id, Instant time, Random random) {
    var level = pick(LEVELS, random);
    String message = "pedido \"" + id + "\"\t" + words(random) + "\u0007 \\";
    var order = new LinkedHashMap<String, Object>();
    order.put("total", random.nextInt(10_000) / 4.0);
    order.put("items", List.of(1, random.nextInt(100), 3));
    order.put("address", Map.of("city", "Köln", "zip", "50667"));
    var line = new LinkedHashMap<String, Object>();
    line.put("@timestamp", time.toString());
    line.put("level", level.getKey());
    line.put("message", message);
    line.put("id", id);
    line.put("order", order);
    line.put("vip", random.nextBoolean());
    line.put("coupon", null);

    Map<String, String> fields = fields(id, message, level.getValue());
    fields.put("order.total", json(order.get("total")));
    fields.put("order.items", json(order.get("items")));
    fields.put("order.address.city", json("Köln"));
    fields.put("order.address.zip", json("50667"));
    fields.put("vip", json(line.get("vip")));
    fields.put("coupon", "null");
    if (random.nextInt(4) == 0) {
      line.put("service", Map.of("name", "billing"));
      fields.put("service.name", json("billing"));
    }
    return event(id, json(line), Optional.of(time), fields, random);
  }

  private SampleEvent jsonTrace(String id, Instant time, Random random) {
    String trace = String.join("\n", traceLines(random));
    var line = new LinkedHashMap<String, Object>();
    line.put("ts", time.toEpochMilli());
    line.put("severity", "ERROR");
    line.put("msg", words(random));
    line.put("id", id);
    line.put("log", Map.of("logger", "org.example.Shop"));
    line.put("error", Map.of("type", "java.sql.SQLException", "stack_trace", trace));

    Map<String, String> fields = fields(id, String.valueOf(line.get("msg")), "error");
    fields.put("log.logger", json("org.example.Shop"));
    fields.put("error.type", json("java.sql.SQLException"));
    fields.put("error.stack_trace", json(trace));
    return event(id, json(line), Optional.of(time), fields, random);
  }

  private SampleEvent logfmt(String id, Instant time, Random random) {
    var level = pick(LEVELS, random);
    String message = "order \"42\" " + words(random) + " \\ sent";
    String text =
        "time=%s level=%s msg=%s id=%s took=%dms path=/a/b?c=d cached"
            .formatted(time, level.getKey(), json(message), id, number(id) % 1000);
    Map<String, String> fields = fields(id, message, level.getValue());
    fields.put("took", json(number(id) % 1000 + "ms"));
    fields.put("path", json("/a/b?c=d"));
    fields.put("cached", "true");
    return event(id, text, Optional.of(time), fields, random);
  }

  private SampleEvent text(String id, Instant time, Random random) {
    // One in some hundred is longer than what is read from the disk at once.
    String filler = random.nextInt(500) == 0 ? "=".repeat(20_000) : "";
    String text = "%s [main] WARN  o.e.Shop - %s %s".formatted(LOGBACK.format(time), id, filler);
    String line = (text + words(random)).strip();
    return event(id, line, Optional.of(time), logback(line, "warn"), random);
  }

  private SampleEvent untimed(String id, Random random) {
    String message = id + " " + words(random);
    Map<String, String> fields = messageOnly(message, "");
    fields.put("log.flags", "[\"no_time\"]");
    return event(id, message, Optional.empty(), fields, random);
  }

  private SampleEvent trace(String id, Instant time, Random random) {
    String head = "%s [main] ERROR o.e.Shop - %s failed".formatted(LOGBACK.format(time), id);
    // Only the last line end is not of the event, so those within stay as they are.
    String lineEnd = random.nextInt(5) == 0 ? "\r\n" : "\n";
    String message = head + lineEnd + String.join(lineEnd, traceLines(random));
    Map<String, String> fields = logback(message, "error");
    fields.put("log.flags", "[\"multiline\"]");
    return new SampleEvent(id, message + lineEnd + blank(random), Optional.of(time), fields);
  }

  private SampleEvent broken(String id, Random random) {
    String message = "{\"id\":\"" + id + "\",\"total\":}";
    Map<String, String> fields = messageOnly(message, "");
    fields.put("log.flags", "[\"parse_error\",\"no_time\"]");
    fields.put("tailrace.parse_error", json("not json"));
    return event(id, message, Optional.empty(), fields, random);
  }

  private SampleEvent event(
      String id, String line, Optional<Instant> time, Map<String, String> fields, Random random) {
    String lineEnd = random.nextInt(10) == 0 ? "\r\n" : "\n";
    return new SampleEvent(id, line + lineEnd + blank(random), time, fields);
  }

  private static String blank(Random random) {
    return switch (random.nextInt(20)) {
      case 0 -> "\n";
      case 1 -> "  \t\r\n\n";
      default -> "";
    };
  }

  private static List<String> traceLines(Random random) {
    var lines = new ArrayList<String>();
    lines.add("java.lang.IllegalStateException: no stock of « " + words(random) + " »");
    for (int i = random.nextInt(4); i >= 0; i--) {
      lines.add("\tat org.example.Shop.order" + i + "(Shop.java:" + (40 + i) + ")");
    }
    lines.add("\tSuppressed: java.io.IOException: closed");
    lines.add("\t\tat org.example.Shop.close(Shop.java:7)");
    lines.add("Caused by: java.sql.SQLException: timeout");
    lines.add("\tat org.example.Database.query(Database.java:99)");
    lines.add("\t... 12 more");
    return lines;
  }

  private Map<String, String> fields(String id, String message, String level) {
    Map<String, String> fields = messageOnly(message, level);
    fields.put("id", json(id));
    return fields;
  }

  private Map<String, String> logback(String event, String level) {
    Map<String, String> fields = messageOnly(event.substring(event.indexOf(" - ") + 3), level);
    fields.put("process.thread.name", json("main"));
    fields.put("log.logger", json("o.e.Shop"));
    return fields;
  }

  private Map<String, String> messageOnly(String message, String level) {
    var fields = new LinkedHashMap<String, String>();
    fields.put("message", json(message));
    if (!level.isEmpty()) {
      fields.put("log.level", json(level));
    }
    return fields;
  }

  private String json(Object value) {
    return json.writeValueAsString(value);
  }

  private static int number(String id) {
    return numberOf(id);
  }

  private static String words(Random random) {
    return pick(WORDS, random) + " " + pick(WORDS, random) + " " + random.nextInt(1000);
  }

  private static <T> T pick(List<T> choices, Random random) {
    return choices.get(random.nextInt(choices.size()));
  }
}
