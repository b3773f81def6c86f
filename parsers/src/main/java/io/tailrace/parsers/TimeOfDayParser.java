package io.tailrace.parsers;

/**
 * A layout after a time of day without a date, which is how Logback and Log4j write when nobody set
 * them up: {@code 12:00:00.123 [main] INFO com.example.Shop - started}.
 *
 * <p>The record has no time then, for the day is not known; what was written stays as {@code
 * event.original_time}.
 */
final class TimeOfDayParser implements Parser {
  private static final long SOME_DAY = CalendarDays.of(2000, 1, 1);

  private final DatedLayout layout;
  private final Timestamps timestamps = new Timestamps();

  TimeOfDayParser(DatedLayout layout) {
    this.layout = layout;
  }

  @Override
  public String name() {
    return layout.name();
  }

  @Override
  public boolean parse(LogRecord record) {
    byte[] bytes = record.bytes();
    int from = record.from();
    int to = record.to();
    if (!Scan.isAt(bytes, from + 2, to, ':')
        || timestamps.timeOfDay(bytes, from, to, SOME_DAY) == LogRecord.NO_TIME
        || !layout.read(record, from, timestamps.end())) {
      return false;
    }
    record.timeUnreadable();
    EcsField.ORIGINAL_TIME.addText(record, from, timestamps.end());
    return true;
  }
}
