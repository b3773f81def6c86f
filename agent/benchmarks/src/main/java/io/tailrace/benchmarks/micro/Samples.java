package io.tailrace.benchmarks.micro;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tailrace.benchmarks.SampleLine;
import io.tailrace.parsers.FormatOption;
import io.tailrace.parsers.FormatOptions;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;

/** A megabyte of whole lines of each format, always the same. */
final class Samples {
  /** What one operation takes, but for less than a line. */
  static final int MEGABYTE = 1_000_000;

  /** The default of {@code TAILRACE_MAX_LINE}. */
  static final int MAX_LINE_BYTES = 256 * 1024;

  /** Within Loki's limits whenever it is run: nothing here looks at the clock. */
  static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

  private static final long SEED = 1;

  private static final DateTimeFormatter COMMA = format("yyyy-MM-dd HH:mm:ss,SSS");
  private static final DateTimeFormatter SLASHES = format("yyyy/MM/dd HH:mm:ss");
  private static final DateTimeFormatter NGINX = format("dd/MMM/yyyy:HH:mm:ss '+0000'");
  private static final DateTimeFormatter APACHE = format("EEE MMM dd HH:mm:ss.SSSSSS yyyy");
  private static final DateTimeFormatter JUL = format("MMM d, yyyy h:mm:ss a");
  private static final DateTimeFormatter REDIS = format("dd MMM yyyy HH:mm:ss.SSS");
  private static final DateTimeFormatter KLOG = format("MMdd HH:mm:ss.SSSSSS");

  private Samples() {}

  /** Lines for a parser, by the name that settings use. */
  static byte[] megabyte(String parser) {
    var bytes = new ByteArrayOutputStream(MEGABYTE);
    byte[] line = line(parser, 0);
    for (int number = 1; bytes.size() + line.length <= MEGABYTE; number++) {
      bytes.writeBytes(line);
      line = line(parser, number);
    }
    return bytes.toByteArray();
  }

  /** One line, its line feed included. */
  static byte[] line(String parser, int number) {
    return switch (parser) {
      case "auto", "json" -> json(number);
      case "nested" -> nested(number);
      case "docker" -> docker(number);
      case "cri" -> (time(number) + " stdout F " + new String(json(number), UTF_8)).getBytes(UTF_8);
      case "logfmt", "kv" -> logfmt(number).getBytes(UTF_8);
      case "csv" -> csv(number).getBytes(UTF_8);
      case "plain", "regex", "grok" -> plain(number).getBytes(UTF_8);
      case "access", "nginx-error", "apache-error", "syslog", "klog" ->
          ofServer(parser, number).getBytes(UTF_8);
      case "logback", "jul", "python", "go", "postgres", "redis", "kafka" ->
          ofDate(parser, number).getBytes(UTF_8);
      default -> throw new IllegalArgumentException("no sample lines for " + parser);
    };
  }

  /** What a parser has to be told of its sample lines. */
  static FormatOptions options(String parser) {
    return switch (parser) {
      case "regex" ->
          FormatOptions.NONE.with(
              FormatOption.PATTERN,
              "^(?P<time>\\S+) (?P<level>\\w+) +\\[(?P<thread>[^\\]]*)\\] (?P<logger>\\S+) - (?P<msg>.*)$");
      case "grok" ->
          FormatOptions.NONE.with(
              FormatOption.PATTERN,
              "^%{TIMESTAMP_ISO8601:time} %{LOGLEVEL:level} +\\[%{DATA:thread}\\] %{JAVACLASS:logger} - %{GREEDYDATA:msg}$");
      case "csv" ->
          FormatOptions.NONE.with(
              FormatOption.COLUMNS,
              "time,level,logger,thread,message,trace_id,customer,amount:float,took_ms:int");
      default -> FormatOptions.NONE;
    };
  }

  private static byte[] json(int number) {
    byte[] line = new byte[SampleLine.MOST_BYTES];
    int length = new SampleLine(SEED, START).write(number, line, 0);
    return Arrays.copyOf(line, length);
  }

  /** With an object of objects, and dotted names beside it. */
  private static byte[] nested(int number) {
    String line = new String(json(number), UTF_8).strip();
    return "%s,\"request\":{\"path\":\"/orders/%d\",\"client\":{\"ip\":\"192.0.2.%d\",\"port\":%d}},\"url.path\":\"/orders\",\"url.scheme\":\"https\"}\n"
        .formatted(
            line.substring(0, line.length() - 1), number, number % 250, 1_024 + number % 60_000)
        .getBytes(UTF_8);
  }

  private static byte[] docker(int number) {
    String line = new String(json(number), UTF_8).strip();
    String escaped = line.replace("\\", "\\\\").replace("\"", "\\\"");
    return ("{\"log\":\""
            + escaped
            + "\\n\",\"stream\":\"stdout\",\"time\":\""
            + time(number)
            + "\"}\n")
        .getBytes(UTF_8);
  }

  private static String logfmt(int number) {
    return "time=%s level=info logger=com.example.orders.CheckoutService thread=http-%d msg=\"order %d accepted, \\\"default\\\" address\" trace_id=%032x customer=c-%d amount=%d.95 took_ms=%d retry=false\n"
        .formatted(
            time(number),
            number % 32,
            number,
            number * 7919L,
            number % 977,
            number % 300,
            number % 255);
  }

  private static String csv(int number) {
    return "%s,info,com.example.orders.CheckoutService,http-%d,\"order %d accepted, \"\"default\"\" address\",%032x,c-%d,%d.95,%d\n"
        .formatted(
            time(number),
            number % 32,
            number,
            number * 7919L,
            number % 977,
            number % 300,
            number % 255);
  }

  private static String plain(int number) {
    return "%s INFO  [http-nio-8080-exec-%d] com.example.orders.CheckoutService - order %d of customer c-%d accepted and handed over to the warehouse, trace %032x\n"
        .formatted(time(number), number % 32, number, number % 977, number * 7919L);
  }

  private static String ofServer(String parser, int number) {
    LocalDateTime time = local(number);
    return switch (parser) {
      case "access" ->
          "192.0.2.%d - - [%s] \"GET /orders/%d?page=2 HTTP/1.1\" 200 %d \"https://shop.example.com/\" \"Mozilla/5.0 (X11; Linux x86_64; rv:147.0) Gecko/20100101 Firefox/147.0\"\n"
              .formatted(number % 250, NGINX.format(time), number, number % 4_000);
      case "nginx-error" ->
          "%s [error] 29#30: *%d open() \"/srv/www/%d\" failed (2: No such file or directory), client: 192.0.2.1, server: shop.example.com, request: \"GET /%d HTTP/1.1\", host: \"shop.example.com\"\n"
              .formatted(SLASHES.format(time), number, number, number);
      case "apache-error" ->
          "[%s] [authz_core:error] [pid 12:tid 34] [client 192.0.2.1:%d] AH01630: client denied by server configuration: /srv/www/%d\n"
              .formatted(APACHE.format(time), number % 60_000, number);
      case "syslog" ->
          "<30>1 %s node-3 dockerd 812 - [meta@1 n=\"%d\"] container %032x started\n"
              .formatted(time(number), number, number * 7919L);
      default ->
          "I%s   12345 controller.go:116] pod %d of deployment d-%d is ready\n"
              .formatted(KLOG.format(time), number, number % 977);
    };
  }

  private static String ofDate(String parser, int number) {
    LocalDateTime time = local(number);
    String text = "order %d of customer c-%d accepted".formatted(number, number % 977);
    return switch (parser) {
      case "logback" ->
          "%s [http-nio-8080-exec-%d] INFO  com.example.orders.CheckoutService - %s\n"
              .formatted(COMMA.format(time), number % 32, text);
      case "jul" ->
          "%s com.example.orders.CheckoutService accept\nINFO: %s\n"
              .formatted(JUL.format(time), text);
      case "python" -> "%s - shop.orders - INFO - %s\n".formatted(COMMA.format(time), text);
      case "go" -> "%s orders.go:%d: %s\n".formatted(SLASHES.format(time), number % 900, text);
      case "postgres" ->
          "%s UTC [%d] LOG:  duration: %d.331 ms  statement: select %d\n"
              .formatted(
                  COMMA.format(time).replace(',', '.'), number % 300, number % 2_000, number);
      case "redis" -> "1:M %s * %s\n".formatted(REDIS.format(time), text);
      default ->
          "[%s] INFO [GroupCoordinator 1]: %s (kafka.coordinator.group.GroupCoordinator)\n"
              .formatted(COMMA.format(time), text);
    };
  }

  private static LocalDateTime local(int number) {
    return LocalDateTime.ofInstant(START.plusMillis(number), ZoneOffset.UTC);
  }

  private static DateTimeFormatter format(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
  }

  private static String time(int number) {
    Instant time = START.plusMillis(number).plusNanos(number % 1000 * 1000L + 1);
    return time.toString();
  }
}
