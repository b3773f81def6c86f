package io.tailrace.benchmarks.sink;

import java.io.IOException;

/**
 * A process that speaks Elasticsearch's and Loki's protocols on a port of the loopback address, a
 * free one if none is given, and counts what it is sent. Prints {@code ready http://127.0.0.1:PORT}
 * and ends when its standard input does.
 *
 * <p>Beside the two protocols it answers
 *
 * <pre>{@code
 * GET /-/expect?lines=1000&timedFrom=0   forgets all, and expects the numbers 0 to 999; the lines
 *                                        from timedFrom on say when they were written
 * GET /-/counts                          what came, as JSON; see Tally
 * }</pre>
 */
public final class Sink {
  /** Before the URL, in the one line that is printed. */
  public static final String READY = "ready ";

  private Sink() {}

  public static void main(String[] arguments) throws IOException {
    int port = arguments.length == 0 ? 0 : Integer.parseInt(arguments[0]);
    try (SinkServer server = SinkServer.start(port)) {
      System.out.println(READY + server.url());
      System.out.flush();
      while (System.in.read() >= 0) {
        // Nothing is said; only the end of it counts.
      }
    }
  }
}
