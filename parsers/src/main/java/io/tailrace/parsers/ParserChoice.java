package io.tailrace.parsers;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/** The formats that a user can choose from: how lines are wrapped, and what is read from them. */
public enum ParserChoice {
  /** Each line is looked at: wrapped or not, and in any of the other formats or plain text. */
  AUTO(Framing.AUTO),
  JSON(Framing.NONE),
  LOGFMT(Framing.NONE),
  /** Kubernetes' files, with each payload looked at. */
  CRI(Framing.CRI),
  /** Docker's json-file, with each payload looked at. */
  DOCKER(Framing.DOCKER),
  PLAIN(Framing.NONE),
  /** The common and the combined format of web servers. */
  ACCESS(Framing.NONE),
  /** What nginx writes: its access log and its error log. */
  NGINX(Framing.NONE),
  NGINX_ERROR(Framing.NONE),
  /** What the Apache HTTP server writes: its access log and its error log. */
  APACHE(Framing.NONE),
  APACHE_ERROR(Framing.NONE),
  /** RFC 5424 and RFC 3164, and what daemons write to files. */
  SYSLOG(Framing.NONE),
  /** And glog. */
  KLOG(Framing.NONE),
  /** And Spring Boot, Quarkus and others that build on it or on Log4j. */
  LOGBACK(Framing.NONE),
  /** The same as {@link #LOGBACK}: they write alike. */
  LOG4J(Framing.NONE),
  /** What {@code java.util.logging} writes when nobody set it up: two lines for each record. */
  JUL(Framing.NONE),
  /** The formats of its {@code logging} that the documentation shows. */
  PYTHON(Framing.NONE),
  /** The standard {@code log}; what {@code slog} writes as text is logfmt. */
  GO(Framing.NONE),
  POSTGRES(Framing.NONE),
  /** And Valkey. */
  REDIS(Framing.NONE),
  KAFKA(Framing.NONE);

  private final Framing framing;

  ParserChoice(Framing framing) {
    this.framing = framing;
  }

  /**
   * Looks one up by the name that settings use.
   *
   * @throws IllegalArgumentException if there is none; its message lists those there are
   */
  public static ParserChoice named(String name) {
    return Arrays.stream(values())
        .filter(choice -> choice.label().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("not one of " + labels() + ": " + name));
  }

  /** The name that settings use. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** How its lines are wrapped. */
  public Framing framing() {
    return framing;
  }

  /**
   * A parser for one pipeline's thread.
   *
   * @param reference about when lines are read, in nanoseconds since 1970, for times without a
   *     year; or {@link LogRecord#NO_TIME}
   */
  public Parser newParser(LongSupplier reference) {
    return switch (this) {
      case AUTO, CRI, DOCKER -> new AutoParser(reference);
      case JSON -> new JsonParser();
      case LOGFMT -> new UncolouredParser(new LogfmtParser(1));
      case PLAIN -> new UncolouredParser(new PlainParser(reference));
      case ACCESS -> new AccessParser();
      case NGINX ->
          new EitherParser(label(), new AccessParser(), new DatedParser(new NginxErrorLayout()));
      case NGINX_ERROR -> new DatedParser(new NginxErrorLayout());
      case APACHE -> new EitherParser(label(), new AccessParser(), new ApacheErrorParser());
      case APACHE_ERROR -> new ApacheErrorParser();
      case SYSLOG -> new SyslogParser(false, new NamedTimes(reference));
      case KLOG -> new KlogParser(new NamedTimes(reference));
      case LOGBACK, LOG4J ->
          new UncolouredParser(
              new EitherParser(
                  label(),
                  new DatedParser(new JavaLayout(label())),
                  new TimeOfDayParser(new JavaLayout(label()))));
      case JUL -> new JulParser();
      case PYTHON ->
          new UncolouredParser(
              new EitherParser(
                  label(), new DatedParser(new PythonLayout()), new PythonLevelParser()));
      case GO -> new DatedParser(new GoLayout());
      case POSTGRES -> new DatedParser(new PostgresLayout());
      case REDIS -> new RedisParser();
      case KAFKA -> new DatedParser(new KafkaLayout());
    };
  }

  /** The names that settings use. */
  public static List<String> names() {
    return Arrays.stream(values()).map(ParserChoice::label).toList();
  }

  private static String labels() {
    return String.join(", ", names());
  }
}
