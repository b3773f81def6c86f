package io.tailrace.parsers;

/** Lines of one layout that begin with a date and a time. */
final class DatedParser implements Parser {
  private final DatedLayout layout;
  private final Timestamps timestamps = new Timestamps();

  DatedParser(DatedLayout layout) {
    this.layout = layout;
  }

  @Override
  public String name() {
    return layout.name();
  }

  @Override
  public boolean parse(LogRecord record) {
    byte[] bytes = record.bytes();
    int to = record.to();
    int time = record.from() + (Scan.isAt(bytes, record.from(), to, '[') ? 1 : 0);
    long nanos = timestamps.prefix(bytes, time, to);
    if (nanos == LogRecord.NO_TIME) {
      return false;
    }
    record.timeNanos(nanos, timestamps.isZoned());
    if (layout.read(record, time, timestamps.end())) {
      return true;
    }
    record.forgetParsed();
    return false;
  }
}
