package io.tailrace.parsers;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Which lines are joined to one event, by the language that writes them. Each joins whatever is
 * indented to the line above it; all but {@link #NONE}.
 */
public enum Multiline {
  /** The traces of all languages here. */
  AUTO,
  /** Stack traces of the Java virtual machine. */
  JAVA,
  /** Tracebacks, exception groups and what led to them. */
  PYTHON,
  /** Panics and goroutines. */
  GO,
  /** Errors of Node.js, with their properties. */
  NODE,
  /** Exceptions of Ruby and Rails. */
  RUBY,
  /** Exceptions of .NET. */
  DOTNET,
  /** Fatal errors of PHP, and exceptions logged by Monolog. */
  PHP,
  /** Panics of Rust. */
  RUST,
  /** Exceptions of Dart. */
  DART,
  /** Every line is an event. */
  NONE;

  /**
   * Looks one up by the name that settings use.
   *
   * @throws IllegalArgumentException if there is none; its message lists those there are
   */
  public static Multiline named(String name) {
    return Arrays.stream(values())
        .filter(multiline -> multiline.label().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("not one of " + labels() + ": " + name));
  }

  /** The name that settings use. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  ContinuationRule newRule() {
    return switch (this) {
      case AUTO -> TraceRule.ofAll();
      case JAVA -> new TraceRule(new JavaTraces(), new SpringReports());
      case PYTHON -> new TraceRule(new PythonTraces());
      case GO -> new TraceRule(new GoTraces(), new GoRaces());
      case NODE -> new TraceRule(new NodeTraces());
      case RUBY -> new TraceRule(new RubyTraces());
      case DOTNET -> new TraceRule(new DotnetTraces(false));
      case PHP -> new TraceRule(new PhpTraces());
      case RUST -> new TraceRule(new RustTraces());
      case DART -> new TraceRule(new DartTraces(), new FlutterReports());
      case NONE -> new EveryLineAlone();
    };
  }

  private static String labels() {
    return Arrays.stream(values()).map(Multiline::label).collect(Collectors.joining(", "));
  }

  private static final class EveryLineAlone implements ContinuationRule {
    @Override
    public boolean begin(byte[] bytes, int from, int to) {
      return false;
    }

    @Override
    public Belongs joins(byte[] bytes, int from, int to) {
      return Belongs.NO;
    }

    @Override
    public String joinedBy() {
      return "";
    }
  }
}
