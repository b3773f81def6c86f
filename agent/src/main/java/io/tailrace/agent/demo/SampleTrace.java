package io.tailrace.agent.demo;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Stack traces of the sample application, as Java prints them. */
final class SampleTrace {
  private static final int CAUSE_FRAMES = 6;

  private SampleTrace() {}

  /** How many frames the trace of that event has; between 18 and 30. */
  static int frames(int number) {
    return topFrames(number) + CAUSE_FRAMES;
  }

  /** The trace's lines, without a line end after the last. */
  static String text(int number) {
    return "java.lang.IllegalStateException: order %d cannot be confirmed\n".formatted(number)
        + frameLines("com.example.shop", "Orders", topFrames(number))
        + "Caused by: java.net.SocketTimeoutException: read timed out\n"
        + frameLines("com.example.payment", "Client", CAUSE_FRAMES)
        + "\t... "
        + topFrames(number)
        + " more";
  }

  private static int topFrames(int number) {
    return 12 + number / 20 % 13;
  }

  private static String frameLines(String packageName, String type, int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(
            i -> "\tat %s.%s.step%d(%s.java:%d)\n".formatted(packageName, type, i, type, 10 * i))
        .collect(Collectors.joining());
  }
}
