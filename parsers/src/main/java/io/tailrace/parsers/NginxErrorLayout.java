package io.tailrace.parsers;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * The error log of nginx:
 *
 * <pre>
 * 2026/01/31 12:00:00 [error] 29#30: *7 open() "/srv/a" failed (2: No such file or directory),
 *   client: 192.0.2.1, server: shop.example.com, request: "GET /a HTTP/1.1", host: "shop.example.com"
 * </pre>
 *
 * <p>All on one line. The message is what follows the connection's number.
 */
final class NginxErrorLayout implements DatedLayout {
  private static final byte[] CLIENT = ", client: ".getBytes(US_ASCII);
  private static final byte[] SERVER = ", server: ".getBytes(US_ASCII);
  private static final byte[] REQUEST = ", request: \"".getBytes(US_ASCII);
  private static final byte[] UPSTREAM = ", upstream: \"".getBytes(US_ASCII);
  private static final byte[] HOST = ", host: \"".getBytes(US_ASCII);
  private static final byte[] REFERRER = ", referrer: \"".getBytes(US_ASCII);

  /** The longest level and its bracket. */
  private static final int MAX_LEVEL = 10;

  @Override
  public String name() {
    return "nginx-error";
  }

  @Override
  public boolean read(LogRecord record, int time, int from) {
    byte[] bytes = record.bytes();
    int to = record.to();
    int level = from + 2;
    if (bytes[time + 4] != '/' || level >= to || bytes[from] != ' ' || bytes[from + 1] != '[') {
      return false;
    }
    int levelTo = Scan.indexOf(bytes, level, Math.min(to, level + MAX_LEVEL), ']');
    if (levelTo == Scan.NONE || !Scan.isAt(bytes, levelTo + 1, to, ' ')) {
      return false;
    }
    int process = levelTo + 2;
    int processTo = Ascii.afterDigits(bytes, process, to);
    int threadTo = Ascii.afterDigits(bytes, Math.min(to, processTo + 1), to);
    Severity severity = Severities.ofWord(bytes, level, levelTo);
    if (severity == Severity.UNKNOWN
        || processTo == process
        || !Scan.isAt(bytes, processTo, to, '#')
        || threadTo == processTo + 1
        || !Scan.isAt(bytes, threadTo, to, ':')) {
      return false;
    }
    record.severity(severity);
    EcsField.PROCESS_PID.addNumber(record, process, processTo);
    EcsField.PROCESS_THREAD_ID.addNumber(record, processTo + 1, threadTo);
    message(record, Scan.skipSpaces(bytes, threadTo + 1, to));
    return true;
  }

  private static void message(LogRecord record, int from) {
    byte[] bytes = record.bytes();
    int to = record.to();
    int message = from;
    if (Scan.isAt(bytes, from, to, '*')) {
      int numberTo = Ascii.afterDigits(bytes, from + 1, to);
      if (numberTo > from + 1 && Scan.isAt(bytes, numberTo, to, ' ')) {
        EcsField.NGINX_ERROR_CONNECTION.addNumber(record, from + 1, numberTo);
        message = numberTo + 1;
      }
    }
    record.message(bytes, message, to, ValueKind.TEXT);
    int client = client(bytes, message, to);
    if (client != Scan.NONE) {
      connection(record, client);
    }
  }

  /**
   * Where what nginx says of the connection begins, or NONE. What the client sent stands before it,
   * where escapes of a URL are undone, and behind it, where no space can be within; both may look
   * like it.
   */
  private static int client(byte[] bytes, int from, int to) {
    int client = Scan.lastIndexOf(bytes, from, to, CLIENT);
    while (client != Scan.NONE && !isAddress(bytes, client + CLIENT.length, to)) {
      client = Scan.lastIndexOf(bytes, from, client, CLIENT);
    }
    return client;
  }

  private static boolean isAddress(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to && bytes[i] != ',' && bytes[i] != ' ' && bytes[i] != '"') {
      i++;
    }
    return i > from && (i == to || bytes[i] == ',');
  }

  private static void connection(LogRecord record, int from) {
    int i = word(record, EcsField.SOURCE_ADDRESS, from, CLIENT);
    i = word(record, EcsField.NGINX_ERROR_SERVER, i, SERVER);
    int requestTo = quotedEnd(record, i, REQUEST);
    if (requestTo != Scan.NONE) {
      RequestLine.addTo(record, i + REQUEST.length, requestTo);
      i = requestTo + 1;
    }
    i = quoted(record, EcsField.NGINX_ERROR_UPSTREAM, i, UPSTREAM);
    i = quoted(record, EcsField.URL_DOMAIN, i, HOST);
    quoted(record, EcsField.HTTP_REQUEST_REFERRER, i, REFERRER);
  }

  /** Adds what stands up to the next comma; answers where that is. */
  private static int word(LogRecord record, EcsField field, int from, byte[] name) {
    byte[] bytes = record.bytes();
    int to = record.to();
    if (!Ascii.startsWith(bytes, from, to, name)) {
      return from;
    }
    int value = from + name.length;
    int comma = Scan.indexOf(bytes, value, to, ',');
    int end = comma == Scan.NONE ? to : comma;
    field.addText(record, value, end);
    return end;
  }

  private static int quoted(LogRecord record, EcsField field, int from, byte[] name) {
    int end = quotedEnd(record, from, name);
    if (end == Scan.NONE) {
      return from;
    }
    field.addText(record, from + name.length, end);
    return end + 1;
  }

  private static int quotedEnd(LogRecord record, int from, byte[] name) {
    byte[] bytes = record.bytes();
    int to = record.to();
    return Ascii.startsWith(bytes, from, to, name)
        ? Scan.closingQuote(bytes, from + name.length, to)
        : Scan.NONE;
  }
}
