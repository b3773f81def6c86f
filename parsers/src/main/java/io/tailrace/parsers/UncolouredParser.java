package io.tailrace.parsers;

/** Has another parser read lines that begin with a colour as if there were none. */
final class UncolouredParser implements Parser {
  private final Parser parser;
  private final Colours colours = new Colours();

  UncolouredParser(Parser parser) {
    this.parser = parser;
  }

  @Override
  public String name() {
    return parser.name();
  }

  @Override
  public String refusal() {
    return parser.refusal();
  }

  @Override
  public String chosen() {
    return parser.chosen();
  }

  @Override
  public boolean parse(LogRecord record) {
    return Colours.begin(record) ? colours.without(record, parser) : parser.parse(record);
  }
}
