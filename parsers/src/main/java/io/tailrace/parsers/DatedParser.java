package io.tailrace.parsers;

import java.util.List;

/**
 * Lines that begin with a date and a time, told apart by what follows. The time is read once, and a
 * byte or two tell most layouts that a line is not theirs. Of two that could take one line the
 * first one does.
 */
final class DatedParser implements Parser {
  private final String name;
  private final DatedLayout[] layouts;
  private final Timestamps timestamps = new Timestamps();

  private String chosen;
  private long timeNanos = LogRecord.NO_TIME;

  /** A parser of one layout, with its name. */
  DatedParser(DatedLayout layout) {
    this(layout.name(), List.of(layout));
  }

  DatedParser(String name, List<DatedLayout> layouts) {
    this.name = name;
    this.layouts = layouts.toArray(DatedLayout[]::new);
    this.chosen = name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String chosen() {
    return chosen;
  }

  @Override
  public boolean parse(LogRecord record) {
    byte[] bytes = record.bytes();
    int to = record.to();
    int time = record.from() + (Scan.isAt(bytes, record.from(), to, '[') ? 1 : 0);
    timeNanos = timestamps.prefix(bytes, time, to);
    if (timeNanos == LogRecord.NO_TIME) {
      return false;
    }
    record.timeNanos(timeNanos);
    for (DatedLayout layout : layouts) {
      if (layout.read(record, time, timestamps.end())) {
        chosen = layout.name();
        return true;
      }
    }
    record.forgetParsed();
    return false;
  }

  /** The time that the last event began with, taken or not, or {@link LogRecord#NO_TIME}. */
  long timeNanos() {
    return timeNanos;
  }

  /** Where that time ended. */
  int timeEnd() {
    return timestamps.end();
  }
}
