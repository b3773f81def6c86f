package io.tailrace.agent.torture;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import okio.ByteString;

/**
 * An HTTP server on loopback that hands what it gets to a {@link Store} and misbehaves as its plan
 * says. It can be down: then connections are refused.
 *
 * <p>A virtual thread for each connection, of which the agent has as many as it has batches in
 * flight. {@link #down} and {@link #up} are for one thread, {@link #close} for any.
 */
final class UnreliableServer implements AutoCloseable {
  private final Store store;
  private final FaultPlan plan;
  private final int port;
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private volatile ServerSocket listener;

  UnreliableServer(Store store, FaultPlan plan) throws IOException {
    this.store = store;
    this.plan = plan;
    this.listener = listen(0);
    this.port = listener.getLocalPort();
    accept(listener);
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Ends every connection and refuses new ones. */
  void down() throws IOException {
    plan.count(Fault.REFUSED);
    listener.close();
    connections.forEach(UnreliableServer::closeQuietly);
  }

  void up() throws IOException {
    if (listener.isClosed()) {
      listener = listen(port);
      accept(listener);
    }
  }

  private static ServerSocket listen(int port) throws IOException {
    var socket = new ServerSocket();
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    return socket;
  }

  private void accept(ServerSocket own) {
    Thread.ofVirtual()
        .name("accept")
        .start(() -> {
          while (!own.isClosed()) {
            try {
              Socket connection = own.accept();
              connections.add(connection);
              if (own.isClosed()) {
                // It came just as the server went down: the JDK still hands it out.
                closeQuietly(connection);
              }
              Thread.ofVirtual().name("connection").start(() -> serve(connection));
            } catch (IOException e) {
              // It was closed, or the other side gave up before it was taken.
            }
          }
        });
  }

  private void serve(Socket connection) {
    try (connection) {
      connection.setTcpNoDelay(true);
      var in = new BufferedInputStream(connection.getInputStream());
      boolean open = true;
      while (open) {
        Optional<HttpCall> call = HttpCall.read(in);
        open = call.isPresent() && answer(call.get(), fault(call.get()), connection);
      }
    } catch (IOException e) {
      // The agent was killed, or the server is down: both are what this is for.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      connections.remove(connection);
    }
  }

  private Fault fault(HttpCall call) {
    return store.brings(call) ? plan.next() : Fault.NONE;
  }

  /** Whether the connection goes on. */
  private boolean answer(HttpCall call, Fault fault, Socket connection)
      throws IOException, InterruptedException {
    OutputStream out = connection.getOutputStream();
    switch (fault) {
      case RESET -> reset(connection);
      case TOO_MANY -> out.write(tooMany());
      case UNAVAILABLE -> out.write(HttpReply.html(503, "Service Unavailable").bytes());
      case NONE, SOME_TOO_MANY, MISCOUNTED -> out.write(store.take(call, fault, plan).bytes());
      case STALLED -> {
        Thread.sleep(plan.stall());
        out.write(store.take(call, fault, plan).bytes());
      }
      case RESET_AFTER -> {
        store.take(call, fault, plan);
        reset(connection);
      }
      case CLOSED_AFTER, REFUSED -> {
        store.take(call, fault, plan);
        connection.close();
      }
      case CUT_OFF -> {
        byte[] bytes = store.take(call, fault, plan).bytes();
        out.write(Arrays.copyOf(bytes, bytes.length / 2));
        connection.close();
      }
      case GARBAGE -> {
        store.take(call, fault, plan);
        out.write(new HttpReply(200, Map.of(), ByteString.encodeUtf8("}{ no \0 answer")).bytes());
      }
      case EMPTY -> {
        store.take(call, fault, plan);
        out.write(HttpReply.empty(200).bytes());
      }
    }
    return !connection.isClosed();
  }

  private static byte[] tooMany() {
    Map<String, String> headers = Map.of("Retry-After", "1");
    return new HttpReply(429, headers, ByteString.encodeUtf8("too many")).bytes();
  }

  private static void reset(Socket connection) throws IOException {
    connection.setSoLinger(true, 0);
    connection.close();
  }

  private static void closeQuietly(Socket connection) {
    try {
      reset(connection);
    } catch (IOException e) {
      // It is closed already.
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      // It is closed already.
    }
    connections.forEach(UnreliableServer::closeQuietly);
  }
}
