package io.tailrace.parsers;

import java.util.List;

/**
 * Parsers one after the other: each gets the message that the one before has found, as a line of
 * its own.
 *
 * <p>What it finds is added where the record has nothing yet: time, level, and fields of other
 * names. Its message becomes the record's, if it has one. Where it refuses the message the record
 * stays as it is, with {@link Flag#PARSE_ERROR} and the reason. A line that the first one refuses
 * is refused. Owned by one pipeline's thread.
 */
final class ChainedParser implements Parser {
  private final Parser first;
  private final List<Link> further;

  /** How many of the further ones took the last event. */
  private int taken;

  /**
   * @param parsers at least two
   */
  ChainedParser(List<Parser> parsers) {
    this.first = parsers.getFirst();
    this.further = parsers.stream().skip(1).map(Link::new).toList();
  }

  @Override
  public String name() {
    return first.name();
  }

  @Override
  public String refusal() {
    return first.refusal();
  }

  @Override
  public String chosen() {
    StringBuilder names = new StringBuilder(first.chosen());
    for (Link link : further.subList(0, taken)) {
      names.append(" > ").append(link.parser.chosen());
    }
    return names.toString();
  }

  @Override
  public boolean parse(LogRecord record) {
    taken = 0;
    if (!first.parse(record)) {
      return false;
    }
    for (Link link : further) {
      if (!link.parse(record)) {
        return true;
      }
      taken++;
    }
    return true;
  }

  /** One of the further parsers, and what it has found. */
  private static final class Link {
    final Parser parser;
    private final ParseError refusal;
    private final LogRecord inner = new LogRecord();
    private final SideText unescaped = new SideText();
    private final NameIndex names = new NameIndex();

    Link(Parser parser) {
      this.parser = parser;
      this.refusal = new ParseError("message: " + parser.refusal());
    }

    boolean parse(LogRecord record) {
      takeMessage(record);
      if (inner.length() == 0) {
        return false; // Nothing is in no wrong format.
      }
      if (!parser.parse(inner)) {
        refusal.addTo(record);
        return false;
      }
      if (record.timeNanos() == LogRecord.NO_TIME) {
        record.timeOf(inner);
      }
      if (record.severity() == Severity.UNKNOWN) {
        record.severity(inner.severity());
      }
      addFields(record);
      if (inner.messageTo() > inner.messageFrom()) {
        record.message(
            inner.messageBytes(), inner.messageFrom(), inner.messageTo(), inner.messageKind());
      }
      return true;
    }

    private void takeMessage(LogRecord record) {
      byte[] bytes = record.messageBytes();
      int from = record.messageFrom();
      int to = record.messageTo();
      if (record.messageKind() != ValueKind.JSON_TEXT) {
        inner.reset(bytes, from, to);
        return;
      }
      unescaped.clear();
      unescaped.reserve(to - from);
      unescaped.appendedTo(JsonText.unescape(bytes, from, to, unescaped.bytes(), 0));
      inner.reset(unescaped.bytes(), 0, unescaped.length());
    }

    /** A record that is full stays so; of fields of one name the outer one's is kept. */
    private void addFields(LogRecord record) {
      names.clear();
      for (int i = 0; i < record.fieldCount(); i++) {
        names.add(record, i);
      }
      for (int i = 0; i < inner.fieldCount() && record.fieldCount() < Fields.MAX_FIELDS; i++) {
        byte[] name = inner.nameBytes(i);
        int from = inner.nameFrom(i);
        int to = inner.nameTo(i);
        if (names.find(record, name, from, to) < 0) {
          names.put(record.fieldCount());
          record.addField(
              name,
              from,
              to,
              inner.valueBytes(i),
              inner.valueFrom(i),
              inner.valueTo(i),
              inner.valueKind(i));
        }
      }
    }
  }
}
