package io.tailrace.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * The lines that are measured with: what an application logs as JSON, about 315 bytes each; {@code
 * time}, {@code seq}, {@code level}, {@code logger}, {@code thread}, {@code message}, {@code
 * trace_id} and some more.
 *
 * <p>A line is made of nothing but the seed, the start and its number, so equal ones give equal
 * files. {@code seq} is the number: by it the sink knows what is missing and what came twice. Ten
 * thousand of them are of one second, so that some share a millisecond as they do in life. Reused;
 * owned by one thread.
 */
public final class SampleLine {
  /** A line takes at most this. */
  public static final int MOST_BYTES = 512;

  private static final int LINES_PER_SECOND = 10_000;
  private static final byte[] HEX = ascii("0123456789abcdef");
  private static final byte[][] LEVELS =
      all("INFO", "INFO", "INFO", "INFO", "DEBUG", "WARN", "INFO", "ERROR");
  private static final byte[][] LOGGERS =
      all(
          "com.example.orders.CheckoutService",
          "com.example.orders.payment.CardGateway",
          "com.example.orders.stock.Reservations",
          "com.example.orders.web.OrderController");
  private static final byte[][] MESSAGES =
      all(
          "order accepted and handed over to the warehouse of",
          "card charged, waiting for the bank's confirmation of",
          "stock was reserved in the second attempt for",
          "customer's \\\"default\\\" address is used to deliver to");

  private final long seed;
  private final long startMillis;
  private final byte[] second = ascii("0000-00-00T00:00:00");
  private long secondShown = Long.MIN_VALUE;

  private byte[] target = {};
  private int at;

  /**
   * @param start the time of line 0, to the millisecond
   */
  public SampleLine(long seed, Instant start) {
    this.seed = seed;
    this.startMillis = start.toEpochMilli();
  }

  /**
   * Writes a line, its line feed included.
   *
   * @param target with room for {@link #MOST_BYTES} from {@code from} on
   * @return the index after it
   */
  public int write(long number, byte[] target, int from) {
    begin(target, from);
    long millis = startMillis + number * 1000 / LINES_PER_SECOND;
    put("{\"time\":\"");
    time(millis);
    put("\",\"seq\":");
    decimal(number);
    return rest(number);
  }

  /**
   * Writes a line that says when it was written: behind its number, as {@code wrote}, microseconds
   * since 1970.
   *
   * @param now also its time
   */
  public int writeNow(long number, Instant now, byte[] target, int from) {
    begin(target, from);
    put("{\"time\":\"");
    time(now.toEpochMilli());
    put("\",\"seq\":");
    decimal(number);
    put(",\"wrote\":");
    decimal(ChronoUnit.MICROS.between(Instant.EPOCH, now));
    return rest(number);
  }

  private void begin(byte[] target, int from) {
    this.target = target;
    this.at = from;
  }

  private int rest(long number) {
    long random = mixed(number);
    put(",\"level\":\"");
    put(LEVELS[(int) (random & 7)]);
    put("\",\"logger\":\"");
    put(LOGGERS[(int) (random >>> 3 & 3)]);
    put("\",\"thread\":\"http-nio-8080-exec-");
    decimal(random >>> 5 & 31);
    put("\",\"message\":\"");
    put(MESSAGES[(int) (random >>> 10 & 3)]);
    put(" ");
    decimal(random >>> 12 & 0xFFFFF);
    put("\",\"trace_id\":\"");
    hexadecimal(mixed(random));
    hexadecimal(random);
    put("\",\"customer\":\"c-");
    decimal(random >>> 32 & 0xFFFFF);
    put("\",\"amount\":");
    decimal(random >>> 20 & 0x3FF);
    put(".95,\"took_ms\":");
    decimal(random >>> 40 & 0xFF);
    put("}\n");
    return at;
  }

  /** Of SplitMix64: any number, near ones too, gives another that looks random. */
  private long mixed(long number) {
    long z = seed + (number + 1) * 0x9E3779B97F4A7C15L;
    z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }

  private void time(long millis) {
    long seconds = Math.floorDiv(millis, 1000L);
    if (seconds != secondShown) {
      secondShown = seconds;
      String text = Instant.ofEpochSecond(seconds).atOffset(ZoneOffset.UTC).toString();
      byte[] digits = ascii(text.length() < 19 ? text.substring(0, 16) + ":00" : text);
      System.arraycopy(digits, 0, second, 0, second.length);
    }
    put(second);
    int fraction = (int) Math.floorMod(millis, 1000L);
    target[at] = '.';
    target[at + 1] = (byte) ('0' + fraction / 100);
    target[at + 2] = (byte) ('0' + fraction / 10 % 10);
    target[at + 3] = (byte) ('0' + fraction % 10);
    target[at + 4] = 'Z';
    at += 5;
  }

  private void decimal(long number) {
    int end = at + 1;
    for (long rest = number / 10; rest > 0; rest /= 10) {
      end++;
    }
    long rest = number;
    for (int i = end - 1; i >= at; i--) {
      target[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    at = end;
  }

  private void hexadecimal(long number) {
    for (int shift = 60; shift >= 0; shift -= 4) {
      target[at++] = HEX[(int) (number >>> shift) & 15];
    }
  }

  private void put(byte[] text) {
    System.arraycopy(text, 0, target, at, text.length);
    at += text.length;
  }

  // Names of members, each a constant: getBytes copies them without encoding.
  @SuppressWarnings("deprecation")
  private void put(String text) {
    text.getBytes(0, text.length(), target, at);
    at += text.length();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }

  private static byte[][] all(String... texts) {
    byte[][] all = new byte[texts.length][];
    for (int i = 0; i < texts.length; i++) {
      all[i] = ascii(texts[i]);
    }
    return all;
  }
}
