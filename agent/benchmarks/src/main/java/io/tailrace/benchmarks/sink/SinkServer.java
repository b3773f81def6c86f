package io.tailrace.benchmarks.sink;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Accepts connections and gives each a thread of its own; at most {@value #MOST_CONNECTIONS}, the
 * next one is closed. Closing it ends the threads with their connections.
 */
public final class SinkServer implements AutoCloseable {
  /** An agent has as many as requests in flight: 4 by default. */
  private static final int MOST_CONNECTIONS = 64;

  private static final int BACKLOG = 64;

  private final ServerSocket socket;
  private final Tally tally = new Tally();
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

  private SinkServer(ServerSocket socket) {
    this.socket = socket;
  }

  /** Starts one on a port, or with 0 on a free one. */
  public static SinkServer start(int port) throws IOException {
    var server = new SinkServer(new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress()));
    Thread.ofPlatform().daemon().name("sink-accept").start(server::accept);
    return server;
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort());
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        if (connections.size() < MOST_CONNECTIONS) {
          connections.add(connection);
          Thread.ofPlatform().daemon().name("sink-connection").start(() -> serve(connection));
        } else {
          connection.close();
        }
      } catch (IOException e) {
        if (!socket.isClosed()) {
          throw new UncheckedIOException("the sink accepts no connections", e);
        }
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      connection.setTcpNoDelay(true);
      new Conversation(connection.getInputStream(), connection.getOutputStream(), tally).run();
    } catch (IOException e) {
      // An agent that was ended leaves its connections like this; what is missing shows in the
      // counts.
    } finally {
      connections.remove(connection);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
    for (Socket connection : connections) {
      connection.close();
    }
  }
}
