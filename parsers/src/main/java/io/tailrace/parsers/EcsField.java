package io.tailrace.parsers;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * The fields that parsers of a known layout fill in: those of the Elastic Common Schema, and where
 * it has none, those under the program's own name.
 */
enum EcsField {
  EVENT_CODE("event.code"),
  HOST_HOSTNAME("host.hostname"),
  HTTP_REQUEST_METHOD("http.request.method"),
  HTTP_REQUEST_REFERRER("http.request.referrer"),
  HTTP_RESPONSE_BODY_BYTES("http.response.body.bytes"),
  HTTP_RESPONSE_STATUS_CODE("http.response.status_code"),
  HTTP_VERSION("http.version"),
  LOG_LOGGER("log.logger"),
  LOG_ORIGIN_FILE_LINE("log.origin.file.line"),
  LOG_ORIGIN_FILE_NAME("log.origin.file.name"),
  LOG_ORIGIN_FUNCTION("log.origin.function"),
  SYSLOG_FACILITY_CODE("log.syslog.facility.code"),
  SYSLOG_MSGID("log.syslog.msgid"),
  SYSLOG_PRIORITY("log.syslog.priority"),
  SYSLOG_PROCID("log.syslog.procid"),
  SYSLOG_SEVERITY_CODE("log.syslog.severity.code"),
  SYSLOG_STRUCTURED_DATA("log.syslog.structured_data"),
  /** Structured data that cannot be an object, as it was written. */
  SYSLOG_STRUCTURED_TEXT("log.syslog.structured_text"),
  /** A time of day without a date, or in a zone that is not known. */
  ORIGINAL_TIME("event.original_time"),
  PROCESS_NAME("process.name"),
  PROCESS_PID("process.pid"),
  PROCESS_THREAD_ID("process.thread.id"),
  PROCESS_THREAD_NAME("process.thread.name"),
  SERVICE_NAME("service.name"),
  SOURCE_ADDRESS("source.address"),
  SOURCE_PORT("source.port"),
  SPAN_ID("span.id"),
  TRACE_ID("trace.id"),
  URL_DOMAIN("url.domain"),
  URL_ORIGINAL("url.original"),
  USER_AGENT_ORIGINAL("user_agent.original"),
  USER_NAME("user.name"),

  APACHE_ERROR_MODULE("apache.error.module"),
  NGINX_ERROR_CONNECTION("nginx.error.connection_id"),
  NGINX_ERROR_SERVER("nginx.error.server"),
  NGINX_ERROR_UPSTREAM("nginx.error.upstream"),
  POSTGRES_DATABASE("postgresql.log.database"),
  REDIS_ROLE("redis.log.role");

  /** More digits than this may not fit into a long, which is what the numbers are stored as. */
  private static final int MAX_DIGITS = 18;

  @SuppressWarnings("ImmutableEnumChecker") // Never written to.
  private final byte[] spelling;

  EcsField(String spelling) {
    this.spelling = spelling.getBytes(US_ASCII);
  }

  /** Adds a slice of the event; nothing if it is empty. */
  void addText(LogRecord record, int from, int to) {
    if (to > from) {
      add(record, record.bytes(), from, to, ValueKind.TEXT);
    }
  }

  /** Adds a slice of the event; nothing if it is empty or {@code -}, as logs write what is not. */
  void addUnlessDash(LogRecord record, int from, int to) {
    if (to - from != 1 || record.bytes()[from] != '-') {
      addText(record, from, to);
    }
  }

  /** Adds digits of the event as a number; nothing if they are none, or too many. */
  void addNumber(LogRecord record, int from, int to) {
    byte[] bytes = record.bytes();
    int digitsTo = Ascii.afterDigits(bytes, from, to);
    if (to == from || digitsTo < to) {
      return;
    }
    int first = from;
    while (first < to - 1 && bytes[first] == '0') {
      first++; // JSON has no leading zeros.
    }
    if (to - first <= MAX_DIGITS) {
      add(record, bytes, first, to, ValueKind.NUMBER);
    }
  }

  /** Adds a value that does not stand in the event. */
  void add(LogRecord record, byte[] value, ValueKind kind) {
    add(record, value, 0, value.length, kind);
  }

  void add(LogRecord record, byte[] bytes, int from, int to, ValueKind kind) {
    record.addField(spelling, 0, spelling.length, bytes, from, to, kind);
  }
}
