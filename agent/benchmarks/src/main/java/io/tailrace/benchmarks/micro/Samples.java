package io.tailrace.benchmarks.micro;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tailrace.benchmarks.SampleLine;
import io.tailrace.parsers.FormatOption;
import io.tailrace.parsers.FormatOptions;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Arrays;

/** A megabyte of whole lines of each format, always the same. */
final class Samples {
  /** What one operation takes, but for less than a line. */
  static final int MEGABYTE = 1_000_000;

  /** The default of {@code TAILRACE_MAX_LINE}. */
  static final int MAX_LINE_BYTES = 256 * 1024;

  /** Within Loki's limits whenever it is run: nothing here looks at the clock. */
  static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

  private static final long SEED = 1;

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
      case "docker" -> docker(number);
      case "cri" -> (time(number) + " stdout F " + new String(json(number), UTF_8)).getBytes(UTF_8);
      case "logfmt", "kv" -> logfmt(number).getBytes(UTF_8);
      case "csv" -> csv(number).getBytes(UTF_8);
      case "plain", "regex", "grok" -> plain(number).getBytes(UTF_8);
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

  private static String time(int number) {
    Instant time = START.plusMillis(number).plusNanos(number % 1000 * 1000L + 1);
    return time.toString();
  }
}
