package io.tailrace.agent.demo;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The logs of the sample application: a small web shop's, in the three forms most are in. What an
 * event looks like depends on nothing but its number and its time, so that a reader of the
 * destination knows what must be there.
 */
enum SampleLog {
  /** One JSON object a line, stack traces inside: {@code {"timestamp":…,"eventId":…}}. */
  ORDERS("orders.log", 1000),
  /** Text as logback writes it; a stack trace follows its event in lines of their own. */
  SHOP("shop.log", 500),
  /** nginx's access log in the combined format. */
  ACCESS("access.log", 1000);

  /** One in so many events of {@link #ORDERS} and {@link #SHOP} has a stack trace. */
  private static final int TRACE_EVERY = 20;

  private static final DateTimeFormatter LOGBACK =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss,SSS", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter NGINX =
      DateTimeFormatter.ofPattern("dd/MMM/uuuu:HH:mm:ss Z", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final String file;
  private final int eventsPerSecond;

  SampleLog(String file, int eventsPerSecond) {
    this.file = file;
    this.eventsPerSecond = eventsPerSecond;
  }

  /** The name of its newest file. */
  String file() {
    return file;
  }

  int eventsPerSecond() {
    return eventsPerSecond;
  }

  /** How many stack frames the event has that an application would have printed with it. */
  int frames(int number) {
    boolean traced = this != ACCESS && number % TRACE_EVERY == 0;
    return traced ? SampleTrace.frames(number) : 0;
  }

  /**
   * An event as it stands in the file, its last line end included.
   *
   * @param number 1 for the first of this log
   */
  byte[] event(int number, Instant written) {
    var id = new EventId(this, number, written.toEpochMilli());
    String text =
        switch (this) {
          case ORDERS -> order(id, written);
          case SHOP -> shop(id, written);
          case ACCESS -> access(id, written);
        };
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String order(EventId id, Instant written) {
    boolean traced = ORDERS.frames(id.number()) > 0;
    String start =
        """
        {"timestamp":"%s","level":"%s","logger":"com.example.orders.Checkout","thread":"http-%d",\
        "message":"%s","eventId":"%s","customer":"Zoë %d","amount":%d.%02d,"paid":%b\
        """
            .formatted(
                written,
                traced ? "ERROR" : "INFO",
                id.number() % 16,
                traced ? "payment refused" : "order accepted",
                id,
                id.number() % 977,
                id.number() % 300,
                id.number() % 100,
                !traced);
    return traced
        ? start + ",\"stack_trace\":\"" + inJson(SampleTrace.text(id.number())) + "\"}\n"
        : start + "}\n";
  }

  private static String shop(EventId id, Instant written) {
    boolean traced = SHOP.frames(id.number()) > 0;
    String line =
        "%s %-5s [http-%d] com.example.shop.Basket - [%s] %s\n"
            .formatted(
                LOGBACK.format(written),
                traced ? "ERROR" : "INFO",
                id.number() % 16,
                id,
                traced ? "basket could not be saved" : "basket saved");
    return traced ? line + SampleTrace.text(id.number()) + "\n" : line;
  }

  private static String access(EventId id, Instant written) {
    return "10.1.%d.%d - - [%s] \"GET /orders/%d?request=%s HTTP/1.1\" %d %d \"-\" \"curl/8.14\"\n"
        .formatted(
            id.number() % 200,
            id.number() % 250,
            NGINX.format(written),
            id.number() % 50_000,
            id,
            id.number() % 50 == 0 ? 404 : 200,
            300 + id.number() % 4000);
  }

  private static String inJson(String text) {
    return text.replace("\n", "\\n").replace("\t", "\\t");
  }
}
