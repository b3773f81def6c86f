package io.tailrace.parsers;

import java.util.function.LongSupplier;

/**
 * Looks at each event: what stands first says which few formats it can be in, and each of these
 * knows its own after some bytes more. So nothing has to be remembered of the events before, and a
 * file may hold several formats. What none of them knows is text.
 *
 * <p>It refuses none but those that stand in braces and yet are not JSON: these were meant to be.
 */
final class AutoParser implements Parser {
  /** One pair may stand at the beginning of any sentence. */
  private static final int MIN_PAIRS = 2;

  /** Nobody can tell which of them wrote a line. */
  private static final String JAVA = ParserChoice.LOGBACK.label();

  private final JsonParser json = new JsonParser();
  private final LogfmtParser logfmt = new LogfmtParser(MIN_PAIRS);
  private final AccessParser access = new AccessParser();
  private final ApacheErrorParser apacheError = new ApacheErrorParser();
  private final RedisParser redis = new RedisParser();
  private final PythonLevelParser pythonLevel = new PythonLevelParser();
  private final JulParser jul = new JulParser();
  private final TimeOfDayParser timeOfDay = new TimeOfDayParser(new JavaLayout(JAVA));
  private final Colours colours = new Colours();
  private final DatedFormats dated;
  private final KlogParser klog;
  private final SyslogParser syslog;
  private final PlainParser plain;

  /** Whether a line's colours were taken out: what is left may look as if it had some. */
  private boolean uncoloured;

  /** The one that took the last event. */
  private Parser chosen;

  /** Reads no time without a year. */
  AutoParser() {
    this(NamedTimes.NO_REFERENCE);
  }

  /**
   * @param reference as of {@link NamedTimes}
   */
  AutoParser(LongSupplier reference) {
    NamedTimes times = new NamedTimes(reference);
    this.klog = new KlogParser(times);
    this.syslog = new SyslogParser(true, times);
    this.dated = new DatedFormats(new JavaLayout(JAVA), syslog);
    this.plain = new PlainParser(reference);
    this.chosen = plain;
  }

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
    return chosen.chosen();
  }

  @Override
  public boolean parse(LogRecord record) {
    byte[] bytes = record.bytes();
    int from = JsonScanner.skipBlanks(bytes, record.from(), record.to());
    if (from < record.to() && bytes[from] == '{') {
      return takenBy(json, record) || (!endsWithBrace(record) && takenBy(plain, record));
    }
    if (from == record.from() && from < record.to()) {
      return text(bytes[from], record);
    }
    return withoutAddress(record, from) || takenBy(logfmt, record) || takenBy(plain, record);
  }

  /** An access line begins with a blank and a dash once its address is removed. */
  private boolean withoutAddress(LogRecord record, int from) {
    return from == record.from() + 1
        && Scan.isAt(record.bytes(), from, record.to(), '-')
        && takenBy(access, record);
  }

  private boolean text(byte first, LogRecord record) {
    if (Ascii.isDigit(first)) {
      return digit(record);
    }
    return switch (first) {
      // An access line begins so once its address is redacted.
      case '[' -> takenBy(apacheError, record) || takenBy(access, record) || datedOrPlain(record);
      case '<' -> takenBy(syslog, record) || takenBy(plain, record);
      case Colours.ESCAPE -> coloured(record);
      default -> word(first, record);
    };
  }

  private boolean digit(LogRecord record) {
    byte[] bytes = record.bytes();
    int fifth = record.from() + 4;
    boolean date =
        fifth < record.to() && (bytes[fifth] == '-' || bytes[fifth] == '/' || bytes[fifth] == '.');
    if (date && takenBy(dated, record)) {
      return true;
    }
    if (date && dated.timeNanos() != LogRecord.NO_TIME) {
      return plainAfterTime(record);
    }
    return takenBy(access, record)
        || takenBy(redis, record)
        || takenBy(timeOfDay, record)
        || takenBy(logfmt, record)
        || takenBy(plain, record);
  }

  private boolean datedOrPlain(LogRecord record) {
    return takenBy(dated, record) || plainAfterTime(record);
  }

  /** The time was looked for already. */
  private boolean plainAfterTime(LogRecord record) {
    long nanos = dated.timeNanos();
    if (nanos == LogRecord.NO_TIME) {
      return takenBy(plain, record);
    }
    chosen = plain;
    return plain.parseAfter(record, nanos, dated.isZoned(), dated.timeEnd());
  }

  private boolean coloured(LogRecord record) {
    if (uncoloured || !Colours.begin(record)) {
      return takenBy(plain, record);
    }
    uncoloured = true;
    boolean taken = colours.without(record, this);
    uncoloured = false;
    return taken;
  }

  private boolean word(byte first, LogRecord record) {
    if (first >= 'A' && first <= 'Z') {
      if (takenBy(klog, record)
          || takenBy(jul, record)
          || takenBy(syslog, record)
          || takenBy(pythonLevel, record)) {
        return true;
      }
    }
    return takenBy(access, record) || takenBy(logfmt, record) || takenBy(plain, record);
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
