package io.tailrace.agent.status;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows the {@link AgentStatus} over HTTP to whoever can reach the port: read-only, GET and HEAD
 * only. The one exception is {@link Quit}, for the pod itself and only where a setting allows it.
 *
 * <p>Owns the JDK's HTTP server with its one dispatcher thread, and a virtual thread {@code
 * status-N} for each request under way. Virtual, because the JDK's server reads a request on the
 * thread that answers it: with a few platform threads, as many clients that send a byte now and
 * then would make the liveness probe fail. What a client can take is bounded by {@link #LIMITS}.
 */
public final class StatusServer implements AutoCloseable {
  /**
   * The bounds of the JDK's server, which takes them from system properties when its first server
   * is made; one set on the command line stays. Request bodies are never read beyond what is needed
   * to use the connection again.
   */
  private static final Map<String, String> LIMITS =
      Map.of(
          "jdk.httpserver.maxConnections", "64",
          "sun.net.httpserver.maxIdleConnections", "16",
          "sun.net.httpserver.idleInterval", "10", // seconds
          "sun.net.httpserver.maxReqHeaders", "100",
          "sun.net.httpserver.maxReqHeaderSize", "32768", // bytes, of all headers together
          "sun.net.httpserver.maxReqTime", "5", // seconds
          "sun.net.httpserver.maxRspTime", "10", // seconds
          "sun.net.httpserver.drainAmount", "65536"); // bytes of a body

  private static final String CONTENT_POLICY =
      "default-src 'none'; style-src '"
          + StatusPage.STYLE_HASH
          + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final long CLOSE_WAIT_SECONDS = 2;

  private static final Logger log = LoggerFactory.getLogger(StatusServer.class);

  private final HttpServer server;
  private final ExecutorService requests;
  private final Pages pages;
  private final Quit quit;

  private StatusServer(HttpServer server, Pages pages, Quit quit) {
    this.server = server;
    this.pages = pages;
    this.quit = quit;
    this.requests =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("status-", 0).factory());
  }

  /**
   * Binds and starts.
   *
   * @param address port 0 takes any that is free, see {@link #address()}
   * @param status is asked once for each request that shows something of it, by any thread
   * @param liveness is asked by {@code /healthz}, by any thread
   * @param quit what {@code POST /quit} does
   * @throws IOException when the address cannot be used; its message says what to change
   */
  public static StatusServer start(
      InetSocketAddress address,
      Supplier<AgentStatus> status,
      Supplier<Liveness> liveness,
      Quit quit)
      throws IOException {
    LIMITS.forEach(StatusServer::setUnlessSet);
    if (address.isUnresolved()) {
      throw new IOException("TAILRACE_STATUS_ADDRESS: no such host: " + address.getHostString());
    }
    var started = new StatusServer(bind(address), new Pages(status, liveness), quit);
    started.server.setExecutor(started.requests);
    started.server.createContext("/", started::handle);
    started.server.start();
    return started;
  }

  private static void setUnlessSet(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  private static HttpServer bind(InetSocketAddress address) throws IOException {
    try {
      return HttpServer.create(address, 0);
    } catch (BindException e) {
      throw new IOException(
          "TAILRACE_STATUS_ADDRESS: cannot listen on %s:%d (%s); choose another port, or 0 for any"
              .formatted(address.getHostString(), address.getPort(), e.getMessage()),
          e);
    }
  }

  /** Where it really listens. */
  public InetSocketAddress address() {
    return server.getAddress();
  }

  /** Closes every connection and joins the threads. */
  @Override
  public void close() {
    server.stop(0);
    requests.shutdownNow();
    try {
      if (!requests.awaitTermination(CLOSE_WAIT_SECONDS, TimeUnit.SECONDS)) {
        log.warn("a request was still being answered when the status server ended");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String method = exchange.getRequestMethod();
      if ("/quit".equals(exchange.getRequestURI().getPath()) && quit.enabled().getAsBoolean()) {
        send(exchange, quit(exchange));
        return;
      }
      if (!Set.of("GET", "HEAD").contains(method)) {
        exchange.getResponseHeaders().set("Allow", "GET, HEAD");
        send(exchange, Answer.line(405, "only GET and HEAD"));
        return;
      }
      send(exchange, answer(exchange.getRequestURI().getPath()));
    }
  }

  /** Only what runs in the pod has it end, and no web page that a browser there has open. */
  private Answer quit(HttpExchange exchange) {
    if (!exchange.getRequestMethod().equals("POST")) {
      exchange.getResponseHeaders().set("Allow", "POST");
      return Answer.line(405, "only POST");
    }
    InetAddress from = exchange.getRemoteAddress().getAddress();
    if (!Quit.isAllowed(from, exchange.getRequestHeaders().containsKey("Origin"))) {
      return Answer.line(403, "only for programs in the pod, at the loopback address");
    }
    quit.ask().run();
    return Answer.line(202, "ending; what is left is shipped first");
  }

  /** A defect shows in the log and to the client; the JDK's server would hide it from both. */
  private Answer answer(String path) {
    try {
      return pages.at(path);
    } catch (IOException | RuntimeException e) {
      log.error("cannot answer a request for the status", e);
      return Answer.line(500, "this is a defect; the agent's log says more");
    }
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", answer.contentType());
    headers.set("Cache-Control", "no-store");
    headers.set("Content-Security-Policy", CONTENT_POLICY);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    if (exchange.getRequestMethod().equals("HEAD")) {
      headers.set("Content-Length", Integer.toString(answer.body().length));
      exchange.sendResponseHeaders(answer.status(), -1);
      return;
    }
    exchange.sendResponseHeaders(answer.status(), answer.body().length);
    // Closed before the exchange, which would first wait for the rest of the request's body.
    try (OutputStream body = exchange.getResponseBody()) {
      body.write(answer.body());
    }
  }
}
