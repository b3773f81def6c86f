package io.tailrace.parsers;

/** Why lines were read as they were, in words that go on with a line or with many. */
public final class FormatReason {
  /** Between what lines are wrapped in and what is in them. */
  private static final String WRAPPING = " > ";

  private FormatReason() {}

  /**
   * The reason.
   *
   * @param format what was to be read
   * @param chosen as of {@link RecordReader#chosen} or {@link RecordReader#formats}
   */
  public static String of(ParserSpec format, String chosen) {
    return format.looks() ? ofLook(chosen) : "as the parser " + format.label() + " says";
  }

  /** Why the parser that looks at each line took it for this. */
  private static String ofLook(String chosen) {
    int wrapping = chosen.indexOf(WRAPPING);
    String format = wrapping < 0 ? chosen : chosen.substring(wrapping + WRAPPING.length());
    String payload = wrapping < 0 ? "" : "the payload ";
    return payload
        + switch (format) {
          case "json" -> "begins with a brace and is a JSON object";
          case "logfmt" -> "is key=value pairs";
          case "plain" -> "is in none of the formats that are known";
          case "access" -> "has host, user, time, request and status as access logs do";
          case "nginx-error" -> "begins with nginx' date, level, process and thread";
          case "apache-error" -> "begins with Apache's date and level in brackets";
          case "syslog" -> "begins with a priority, or with time, host and program";
          case "klog" -> "begins with a letter for the level, date, thread and file";
          case "logback" -> "has time, level and logger as Logback and Log4j write them";
          case "jul" -> "has two lines, as java.util.logging writes them";
          case "python" -> "has name and level as Python's logging writes them";
          case "go" -> "begins with date and time as Go's log writes them";
          case "postgres" -> "has time, process and level as PostgreSQL writes them";
          case "redis" -> "begins with process, role and time as Redis writes them";
          case "kafka" -> "begins with time and level and ends with a logger";
          // The status page says it: a format without a reason of its own must not take that away.
          default -> "is in the format " + format;
        };
  }
}
