package io.tailrace.parsers;

/** Takes what either of two parsers takes: what one program writes in two formats. */
final class EitherParser implements Parser {
  private final String name;
  private final Parser first;
  private final Parser second;

  /** The one that took the last event. */
  private Parser chosen;

  EitherParser(String name, Parser first, Parser second) {
    this.name = name;
    this.first = first;
    this.second = second;
    this.chosen = first;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String chosen() {
    return chosen.chosen();
  }

  @Override
  public boolean parse(LogRecord record) {
    chosen = first;
    if (first.parse(record)) {
      return true;
    }
    chosen = second;
    return second.parse(record);
  }
}
