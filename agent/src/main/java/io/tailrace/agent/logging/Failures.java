package io.tailrace.agent.logging;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Exceptions as text. Their messages are escaped, since many quote what a stranger sent, and their
 * size is bounded, since a cause may be its own cause.
 */
final class Failures {
  /** Deeper chains repeat themselves. */
  static final int MAX_CAUSES = 8;

  /** A stack overflow has 1,024 frames; the top of them tells it. */
  static final int MAX_FRAMES = 64;

  /** An exception may quote a whole answer of a server. */
  static final int MAX_MESSAGE_CHARS = 2_000;

  private Failures() {}

  /** The whole chain on one line: {@code UncheckedIOException: read: IOException: reset}. */
  static String reason(Throwable failure) {
    return String.join(": ", chain(failure).stream().map(Failures::headline).toList());
  }

  /** One line for each frame, without line ends, none of them escaped twice. */
  static List<String> stackTrace(Throwable failure) {
    var lines = new ArrayList<String>();
    for (Throwable link : chain(failure)) {
      lines.add((lines.isEmpty() ? "" : "caused by ") + headline(link));
      addFrames(link.getStackTrace(), lines);
    }
    return lines;
  }

  private static void addFrames(StackTraceElement[] frames, List<String> lines) {
    int shown = Math.min(frames.length, MAX_FRAMES);
    for (int i = 0; i < shown; i++) {
      lines.add("  at " + PrintableText.of(frames[i].toString()));
    }
    if (shown < frames.length) {
      lines.add("  … " + (frames.length - shown) + " more");
    }
  }

  private static List<Throwable> chain(Throwable failure) {
    var chain = new ArrayList<Throwable>();
    for (@Nullable Throwable link = failure;
        link != null && chain.size() < MAX_CAUSES;
        link = link.getCause()) {
      chain.add(link);
    }
    return chain;
  }

  private static String headline(Throwable failure) {
    String type = failure.getClass().getName();
    String name = type.substring(type.lastIndexOf('.') + 1);
    String message = failure.getMessage();
    return message == null ? name : name + ": " + cut(PrintableText.of(message));
  }

  private static String cut(String message) {
    return message.length() <= MAX_MESSAGE_CHARS
        ? message
        : message.substring(0, MAX_MESSAGE_CHARS) + "…";
  }
}
