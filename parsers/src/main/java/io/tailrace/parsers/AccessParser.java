package io.tailrace.parsers;

/**
 * Access logs of nginx, Apache and whatever else writes the common or the combined format, with or
 * without the virtual host before and with anything after.
 *
 * <pre>
 * 192.0.2.1 - alice [31/Jan/2026:12:00:00 +0000] "GET /a HTTP/1.1" 200 512
 * 192.0.2.1 - - [31/Jan/2026:12:00:00 +0000] "GET /a HTTP/1.1" 404 0 "https://example.com/" "curl/8.5"
 * shop.example.com 192.0.2.1 - - [31/Jan/2026:12:00:00 +0000] "GET /a HTTP/1.1" 200 512
 * shop.example.com:443 192.0.2.1 - - [31/Jan/2026:12:00:00 +0000] "GET /a HTTP/1.1" 502 157 "-" "-"
 * </pre>
 *
 * <p>The message is the whole line. The level is the status's: 5xx is an error, 4xx a warning.
 * Values are as they were written, with the server's own escapes.
 */
final class AccessParser implements Parser {
  /** Longer first words are no host; so the first word of any other line is all that is read. */
  private static final int MAX_HOST = 255;

  private static final int MAX_USER = 255;

  private final NamedTimes times = new NamedTimes(NamedTimes.NO_REFERENCE);

  private byte[] bytes = {};
  private int to;

  @Override
  public String name() {
    return "access";
  }

  @Override
  public boolean parse(LogRecord record) {
    bytes = record.bytes();
    to = record.to();
    int first = record.from();
    int firstTo = hostEnd(first);
    if (isBeforeUser(firstTo)) {
      return user(record, first, firstTo, first, first);
    }
    // "host:443 address - -", "host address - -"
    int address = firstTo + 1;
    if (firstTo == first || address >= to || !isHost(firstTo)) {
      return false;
    }
    int addressTo = hostEnd(address);
    int port = afterColon(first, firstTo);
    return isBeforeUser(addressTo)
        && user(record, address, addressTo, first, port > first ? port - 1 : firstTo);
  }

  /**
   * Whether the word ends with a port, or the next one begins as an address does; the first of a
   * list of addresses is no host.
   */
  private boolean isHost(int wordTo) {
    return (Ascii.isDigit(bytes[wordTo - 1]) || Ascii.isDigit(bytes[wordTo + 1]))
        && bytes[wordTo - 1] != ',';
  }

  private int hostEnd(int from) {
    return Scan.wordEnd(bytes, from, Math.min(to, from + MAX_HOST));
  }

  /** The index after the last colon of a word that ends with digits, or the word's beginning. */
  private int afterColon(int from, int end) {
    int i = end;
    while (i > from && Ascii.isDigit(bytes[i - 1])) {
      i--;
    }
    return i > from && bytes[i - 1] == ':' ? i : from;
  }

  /** Nobody asks clients who they are any more: the second word is a dash. */
  private boolean isBeforeUser(int i) {
    return i + 3 < to && bytes[i] == ' ' && bytes[i + 1] == '-' && bytes[i + 2] == ' ';
  }

  private boolean user(LogRecord record, int host, int hostTo, int domain, int domainTo) {
    int user = hostTo + 3;
    int bracket = Scan.indexOf(bytes, user, Math.min(to, user + MAX_USER), '[');
    if (bracket <= user || bytes[bracket - 1] != ' ') {
      return false; // A host may be missing: redaction may have removed it.
    }
    long nanos = times.access(bytes, bracket + 1, to);
    int end = times.end();
    boolean opens =
        nanos != LogRecord.NO_TIME
            && end + 3 < to
            && bytes[end] == ']'
            && bytes[end + 1] == ' '
            && bytes[end + 2] == '"';
    int requestTo = opens ? Scan.closingQuote(bytes, end + 3, to) : Scan.NONE;
    if (requestTo == Scan.NONE || !isStatus(requestTo + 1)) {
      return false;
    }
    record.timeNanos(nanos, times.isZoned());
    EcsField.URL_DOMAIN.addUnlessDash(record, domain, domainTo);
    EcsField.SOURCE_ADDRESS.addUnlessDash(record, host, hostTo);
    EcsField.USER_NAME.addUnlessDash(record, user, bracket - 1);
    RequestLine.addTo(record, end + 3, requestTo);
    answer(record, requestTo + 2);
    return true;
  }

  /** {@code " 200 "} and then the number of bytes. */
  private boolean isStatus(int i) {
    return i + 5 < to
        && bytes[i] == ' '
        && Ascii.afterDigits(bytes, i + 1, i + 4) == i + 4
        && bytes[i + 4] == ' '
        && (Ascii.isDigit(bytes[i + 5]) || bytes[i + 5] == '-');
  }

  private void answer(LogRecord record, int status) {
    record.severity(
        switch (bytes[status]) {
          case '5' -> Severity.ERROR;
          case '4' -> Severity.WARN;
          default -> Severity.INFO;
        });
    EcsField.HTTP_RESPONSE_STATUS_CODE.addNumber(record, status, status + 3);
    int sizeTo = Scan.wordEnd(bytes, status + 4, to);
    EcsField.HTTP_RESPONSE_BODY_BYTES.addNumber(record, status + 4, sizeTo);
    int referrerTo = quoted(record, EcsField.HTTP_REQUEST_REFERRER, sizeTo);
    if (referrerTo != Scan.NONE) {
      quoted(record, EcsField.USER_AGENT_ORIGINAL, referrerTo);
    }
  }

  /** Adds a quoted value after a space; answers the index after it, or NONE if there is none. */
  private int quoted(LogRecord record, EcsField field, int from) {
    int quote = from + 1;
    if (!Scan.isAt(bytes, from, to, ' ') || !Scan.isAt(bytes, quote, to, '"')) {
      return Scan.NONE;
    }
    int end = Scan.closingQuote(bytes, quote + 1, to);
    if (end == Scan.NONE) {
      return Scan.NONE;
    }
    field.addUnlessDash(record, quote + 1, end);
    return end + 1;
  }
}
