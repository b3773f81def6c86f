package io.tailrace.outputs.console;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tailrace.outputs.Batch;
import io.tailrace.outputs.Encoder;
import io.tailrace.outputs.Source;
import io.tailrace.parsers.JsonText;
import io.tailrace.parsers.LogRecord;
import io.tailrace.parsers.Severity;
import io.tailrace.parsers.ValueKind;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;

/**
 * Records for people: time, level, message, and what else there is:
 *
 * <pre>{@code
 * 03:04:05.123 ERROR cannot pay
 *     java.lang.IllegalStateException: no money
 *         at shop.Till.pay(Till.java:7) order=17 customer="Ann Lee"
 * }</pre>
 *
 * <p>What comes from a log line goes through {@link VisibleText}, all of it. Owned by one
 * pipeline's thread; its buffer grows to the longest text of one record.
 */
final class PrettyEncoder implements Encoder {
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private static final byte[] DIM = ascii("\u001b[2m");
  private static final byte[] PLAIN = ascii("\u001b[0m");
  private static final byte[] BLANK = ascii(" ");

  private final DateTimeFormatter clockTime;
  private final boolean colour;
  private final byte[][] levels;
  private byte[] unescaped = new byte[256];

  /**
   * @param zone in which times are shown
   * @param colour whether the terminal understands colours
   */
  PrettyEncoder(ZoneId zone, boolean colour) {
    this.clockTime = DateTimeFormatter.ofPattern("HH:mm:ss.SSS ", Locale.ROOT).withZone(zone);
    this.colour = colour;
    this.levels =
        Arrays.stream(Severity.values()).map(s -> level(s, colour)).toArray(byte[][]::new);
  }

  private static byte[] level(Severity severity, boolean colour) {
    String label = severity == Severity.UNKNOWN ? "-" : severity.label().toUpperCase(Locale.ROOT);
    String padded = label + " ".repeat(Math.max(0, 5 - label.length()));
    return ascii(colour ? "\u001b[" + colourCode(severity) + "m" + padded + "\u001b[0m" : padded);
  }

  private static int colourCode(Severity severity) {
    return switch (severity) {
      case UNKNOWN, TRACE, DEBUG -> 2;
      case INFO -> 32;
      case WARN -> 33;
      case ERROR, FATAL -> 31;
    };
  }

  @Override
  public void encode(LogRecord record, Source source, long offset, long readNanos, Batch batch) {
    long time = record.timeNanos() == LogRecord.NO_TIME ? readNanos : record.timeNanos();
    append(batch, ascii(clockTime.format(instant(time))));
    append(batch, levels[record.severity().ordinal()]);
    appendMessage(record, batch);
    if (record.fieldCount() > 0) {
      appendFields(record, batch);
    }
    append(batch, (byte) '\n');
    batch.endRecord(0, time, source, offset);
  }

  private static Instant instant(long nanos) {
    return Instant.ofEpochSecond(
        Math.floorDiv(nanos, NANOS_PER_SECOND), Math.floorMod(nanos, NANOS_PER_SECOND));
  }

  private void appendMessage(LogRecord record, Batch batch) {
    if (record.messageFrom() == record.messageTo()) {
      return;
    }
    append(batch, BLANK);
    byte[] bytes = record.messageBytes();
    int from = record.messageFrom();
    int to = record.messageTo();
    if (record.messageKind() == ValueKind.JSON_TEXT) {
      to = unescape(bytes, from, to);
      bytes = unescaped;
      from = 0;
    }
    VisibleText.LINES.append(batch, bytes, from, to);
  }

  private void appendFields(LogRecord record, Batch batch) {
    append(batch, colour ? DIM : new byte[0]);
    for (int i = 0; i < record.fieldCount(); i++) {
      append(batch, BLANK);
      VisibleText.ONE_LINE.append(batch, record.nameBytes(i), record.nameFrom(i), record.nameTo(i));
      append(batch, (byte) '=');
      appendValue(record, i, batch);
    }
    append(batch, colour ? PLAIN : new byte[0]);
  }

  private void appendValue(LogRecord record, int i, Batch batch) {
    byte[] bytes = record.valueBytes(i);
    int from = record.valueFrom(i);
    int to = record.valueTo(i);
    switch (record.valueKind(i)) {
      case TEXT -> appendText(bytes, from, to, batch);
      case JSON_TEXT -> {
        int length = unescape(bytes, from, to);
        appendText(unescaped, 0, length, batch);
      }
      case NUMBER, BOOLEAN, NULL, JSON -> VisibleText.ONE_LINE.append(batch, bytes, from, to);
    }
  }

  private static void appendText(byte[] text, int from, int to, Batch batch) {
    boolean bare = isBare(text, from, to);
    if (!bare) {
      append(batch, (byte) '"');
    }
    VisibleText.QUOTED.append(batch, text, from, to);
    if (!bare) {
      append(batch, (byte) '"');
    }
  }

  /** Whether a value can be told from what surrounds it without quotes. */
  private static boolean isBare(byte[] text, int from, int to) {
    for (int i = from; i < to; i++) {
      if ((text[i] >= 0 && text[i] <= ' ') || text[i] == '"' || text[i] == '=') {
        return false;
      }
    }
    return from < to;
  }

  /** Undoes the escapes into {@link #unescaped}; returns the length. */
  private int unescape(byte[] json, int from, int to) {
    if (unescaped.length < to - from) {
      unescaped = new byte[Math.max(to - from, unescaped.length * 2)];
    }
    return JsonText.unescape(json, from, to, unescaped, 0);
  }

  private static void append(Batch batch, byte ascii) {
    byte[] target = batch.reserve(1);
    int at = batch.size();
    target[at] = ascii;
    batch.advance(at + 1);
  }

  private static void append(Batch batch, byte[] bytes) {
    byte[] target = batch.reserve(bytes.length);
    int at = batch.size();
    System.arraycopy(bytes, 0, target, at, bytes.length);
    batch.advance(at + bytes.length);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }
}
