package io.tailrace.parsers;

/**
 * Looks at each event's first bytes: JSON, logfmt or plain text. It refuses none but those that
 * stand in braces and yet are not JSON: these were meant to be.
 */
final class AutoParser implements Parser {
  /** One pair may stand at the beginning of any sentence. */
  private static final int MIN_PAIRS = 2;

  private final JsonParser json = new JsonParser();
  private final LogfmtParser logfmt = new LogfmtParser(MIN_PAIRS);
  private final PlainParser plain = new PlainParser();

  /** The one that took the last event. */
  private Parser chosen = plain;

  @Override
  public String name() {
    return "auto";
  }

  @Override
  public String refusal() {
    return json.refusal();
  }

  @Override
  public String chosen() {
    return chosen.name();
  }

  @Override
  public boolean parse(LogRecord record) {
    byte[] bytes = record.bytes();
    int from = JsonScanner.skipBlanks(bytes, record.from(), record.to());
    if (from < record.to() && bytes[from] == '{') {
      return takenBy(json, record) || (!endsWithBrace(record) && takenBy(plain, record));
    }
    return takenBy(logfmt, record) || takenBy(plain, record);
  }

  private boolean takenBy(Parser parser, LogRecord record) {
    chosen = parser;
    return parser.parse(record);
  }

  private static boolean endsWithBrace(LogRecord record) {
    byte[] bytes = record.bytes();
    int last = record.to() - 1;
    while (bytes[last] == ' ' || bytes[last] == '\t' || bytes[last] == '\r') {
      last--; // It stops at the opening brace at the latest.
    }
    return bytes[last] == '}';
  }
}
