package io.tailrace.agent.training;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An Elasticsearch and a Loki on loopback that take everything. A virtual thread for each
 * connection; they end when the agent closes its own, or with the process.
 */
final class TrainingServer implements AutoCloseable {
  private static final String INFO =
      "{\"name\":\"n\",\"cluster_name\":\"training\",\"cluster_uuid\":\"u\",\"version\":{"
          + "\"number\":\"9.0.0\",\"build_flavor\":\"default\",\"build_type\":\"docker\","
          + "\"build_hash\":\"h\",\"build_date\":\"2025-01-01T00:00:00Z\",\"build_snapshot\":false,"
          + "\"lucene_version\":\"10.0.0\",\"minimum_wire_compatibility_version\":\"8.0.0\","
          + "\"minimum_index_compatibility_version\":\"8.0.0\"},"
          + "\"tagline\":\"You Know, for Search\"}";

  private final ServerSocket listener;
  private final AtomicLong records = new AtomicLong();

  private TrainingServer(ServerSocket listener) {
    this.listener = listener;
  }

  static TrainingServer start() throws IOException {
    var server =
        new TrainingServer(
            new ServerSocket(0, 0, InetAddress.getByAddress(new byte[] {127, 0, 0, 1})));
    Thread.ofVirtual().name("accept").start(server::accept);
    return server;
  }

  String url() {
    return "http://127.0.0.1:" + listener.getLocalPort();
  }

  /** How many documents came to Elasticsearch. */
  long records() {
    return records.get();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket connection = listener.accept();
        Thread.ofVirtual().name("connection").start(() -> serve(connection));
      } catch (IOException e) {
        // It was closed.
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      connection.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(connection.getInputStream());
      while (true) {
        answer(in, connection.getOutputStream());
      }
    } catch (IOException e) {
      // The agent ended the connection.
    }
  }

  private void answer(InputStream in, OutputStream out) throws IOException {
    String request = line(in);
    int length = 0;
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(header.substring(header.indexOf(':') + 1).strip());
      }
    }
    byte[] body = in.readNBytes(length);
    String target = request.split(" ", -1)[1];
    if (target.contains("/_bulk")) {
      reply(out, "200 OK", bulkAnswer(body));
    } else if (target.startsWith("/loki/")) {
      reply(out, "204 No Content", "");
    } else if (target.equals("/")) {
      reply(out, "200 OK", INFO);
    } else if (request.startsWith("GET")) {
      reply(out, "404 Not Found", "{\"error\":{\"type\":\"not_found\"},\"status\":404}");
    } else {
      reply(out, "200 OK", "{\"acknowledged\":true}");
    }
  }

  private String bulkAnswer(byte[] body) {
    int lines = 0;
    for (byte b : body) {
      lines += b == '\n' ? 1 : 0;
    }
    records.addAndGet(lines / 2);
    String items = "{\"create\":{\"status\":201}},".repeat(lines / 2);
    return "{\"errors\":false,\"took\":1,\"items\":["
        + items.substring(0, Math.max(0, items.length() - 1))
        + "]}";
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException();
      }
      line.append((char) c);
    }
    return line.toString().strip();
  }

  private static void reply(OutputStream out, String status, String body) throws IOException {
    String length = status.startsWith("204") ? "" : "Content-Length: " + body.length() + "\r\n";
    String head =
        "HTTP/1.1 "
            + status
            + "\r\nContent-Type: application/json\r\nX-Elastic-Product: Elasticsearch\r\n"
            + length
            + "\r\n";
    out.write((head + body).getBytes(ISO_8859_1));
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
