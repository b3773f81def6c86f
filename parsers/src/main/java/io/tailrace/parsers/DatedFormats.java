package io.tailrace.parsers;

/**
 * Lines that begin with a date and a time, in whichever layout. The time is read once, and the two
 * bytes after it say which one or two layouts the line can be in: each that is tried makes text,
 * which is in none of them, slower.
 */
final class DatedFormats implements Parser {
  private final NginxErrorLayout nginxError = new NginxErrorLayout();
  private final GoLayout go = new GoLayout();
  private final KafkaLayout kafka = new KafkaLayout();
  private final PythonLayout python = new PythonLayout();
  private final PostgresLayout postgres = new PostgresLayout();
  private final JavaLayout java;
  private final SyslogParser syslog;
  private final Timestamps timestamps = new Timestamps();

  /** The one that took the last event. */
  private DatedLayout chosen;

  private long timeNanos = LogRecord.NO_TIME;

  DatedFormats(JavaLayout java, SyslogParser syslog) {
    this.java = java;
    this.syslog = syslog;
    this.chosen = java;
  }

  @Override
  public String name() {
    return "dated";
  }

  @Override
  public String chosen() {
    return chosen.name();
  }

  @Override
  public boolean parse(LogRecord record) {
    byte[] bytes = record.bytes();
    int to = record.to();
    int from = record.from();
    int time = from + (bytes[from] == '[' ? 1 : 0);
    timeNanos = timestamps.prefix(bytes, time, to);
    int end = timestamps.end();
    if (timeNanos == LogRecord.NO_TIME || end + 2 >= to) {
      return false;
    }
    record.timeNanos(timeNanos, timestamps.isZoned());
    if (time > from ? takenBy(kafka, record, time) : taken(record, time, end)) {
      return true;
    }
    record.forgetParsed();
    return false;
  }

  /** As {@link Timestamps#isZoned}, of that time. */
  boolean isZoned() {
    return timestamps.isZoned();
  }

  /** The time that the last event began with, taken or not, or {@link LogRecord#NO_TIME}. */
  long timeNanos() {
    return timeNanos;
  }

  /** Where that time ended. */
  int timeEnd() {
    return timestamps.end();
  }

  private boolean taken(LogRecord record, int time, int end) {
    byte[] bytes = record.bytes();
    if (bytes[end] != ' ') {
      return false;
    }
    if (bytes[time + 4] == '/') {
      return takenBy(nginxError, record, time)
          || takenBy(java, record, time)
          || takenBy(go, record, time);
    }
    byte next = bytes[end + 1];
    return switch (next) {
      case '-' -> takenBy(bytes[end + 2] == ' ' ? python : postgres, record, time);
      case '[' ->
          (Ascii.isDigit(bytes[end + 2]) && takenBy(postgres, record, time))
              || takenBy(java, record, time);
      case '+' -> takenBy(postgres, record, time);
      case ' ' -> takenBy(java, record, time);
      default -> taken(record, time, end + 1, bytes[time + 10] == ' ');
    };
  }

  /** By the word that follows: a level, the name of a zone or of a host. */
  private boolean taken(LogRecord record, int time, int word, boolean spaced) {
    byte[] bytes = record.bytes();
    int wordTo = Scan.wordEnd(bytes, word, record.to());
    if (Severities.ofWord(bytes, word, wordTo) != Severity.UNKNOWN) {
      return takenBy(java, record, time);
    }
    return takenBy(spaced ? postgres : syslog, record, time);
  }

  private boolean takenBy(DatedLayout layout, LogRecord record, int time) {
    chosen = layout;
    return layout.read(record, time, timestamps.end());
  }
}
