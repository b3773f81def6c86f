package io.tailrace.parsers;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The formats that a user can choose from: how lines are wrapped, and what is read from them. */
public enum ParserChoice {
  /** Each line is looked at: wrapped or not, and JSON, logfmt or plain text. */
  AUTO(Framing.AUTO),
  JSON(Framing.NONE),
  LOGFMT(Framing.NONE),
  /** Kubernetes' files, with each payload looked at. */
  CRI(Framing.CRI),
  /** Docker's json-file, with each payload looked at. */
  DOCKER(Framing.DOCKER),
  PLAIN(Framing.NONE);

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
    return name().toLowerCase(Locale.ROOT);
  }

  /** How its lines are wrapped. */
  public Framing framing() {
    return framing;
  }

  /** A parser for one pipeline's thread. */
  public Parser newParser() {
    return switch (this) {
      case AUTO, CRI, DOCKER -> new AutoParser();
      case JSON -> new JsonParser();
      case LOGFMT -> new LogfmtParser(1);
      case PLAIN -> new PlainParser();
    };
  }

  private static String labels() {
    return Arrays.stream(values()).map(ParserChoice::label).collect(Collectors.joining(", "));
  }
}
