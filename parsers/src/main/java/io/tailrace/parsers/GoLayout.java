package io.tailrace.parsers;

/**
 * The standard loggers of Go, {@code log} and {@code slog} as they are when nobody set them up:
 *
 * <pre>
 * 2026/01/31 12:00:00 listening on :8080
 * 2026/01/31 12:00:00.123456 main.go:23: listening on :8080
 * 2026/01/31 12:00:00 WARN low on stock item=42
 * </pre>
 *
 * <p>The message is what follows the time, and the file if there is one. A level is read from its
 * first words and stays in it.
 */
final class GoLayout implements DatedLayout {
  /** Longer "file names" are none. */
  private static final int MAX_FILE_NAME = 255;

  private static final byte[] SUFFIX = {'.', 'g', 'o', ':'};

  @Override
  public String name() {
    return "go";
  }

  @Override
  public boolean read(LogRecord record, int time, int from) {
    byte[] bytes = record.bytes();
    int to = record.to();
    boolean bracketed = time > record.from();
    if (bytes[time + 4] != '/' || bracketed || !Scan.isAt(bytes, from, to, ' ')) {
      return false;
    }
    int message = afterFile(record, from + 1);
    record.message(bytes, message, to, ValueKind.TEXT);
    record.severity(LevelWords.in(bytes, message, to, true));
    return true;
  }

  /** Reads {@code main.go:23: } if it is there. */
  private static int afterFile(LogRecord record, int from) {
    byte[] bytes = record.bytes();
    int to = record.to();
    int end = Scan.wordEnd(bytes, from, Math.min(to, from + MAX_FILE_NAME));
    int suffix = Scan.lastIndexOf(bytes, from, end, SUFFIX);
    int line = suffix + SUFFIX.length;
    if (suffix <= from
        || line >= end - 1
        || Ascii.afterDigits(bytes, line, end) != end - 1
        || bytes[end - 1] != ':') {
      return from;
    }
    EcsField.LOG_ORIGIN_FILE_NAME.addText(record, from, line - 1);
    EcsField.LOG_ORIGIN_FILE_LINE.addNumber(record, line, end - 1);
    return Scan.isAt(bytes, end, to, ' ') ? end + 1 : end;
  }
}
