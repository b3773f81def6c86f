package io.tailrace.outputs.http;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.ReentrantLock;
import okhttp3.Call;
import okhttp3.Credentials;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends requests, one attempt each, as {@link HttpOptions} say. Owns the output's HTTP client and
 * replaces it when the TLS files have changed. May be used by any number of threads.
 */
public final class HttpExchange implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpExchange.class);

  /** How long a cancelled request may take to let go of its body: its socket is closed already. */
  private static final Duration CANCEL_TIME = Duration.ofSeconds(2);

  private final HttpOptions options;

  /** What was parsed already; an output has a handful of URLs and content types. */
  private final Map<URI, HttpUrl> urls = new ConcurrentHashMap<>();

  private final Map<String, MediaType> types = new ConcurrentHashMap<>();

  /**
   * Makes the first client beside whatever else is made at the start: its classes take the JVM 50
   * ms to get ready, most of them for the list of all security providers. It opens nothing, so a
   * {@link #close} need not wait for it.
   */
  private final FutureTask<OkHttpClient> first;

  /** Guards the three below. Held only to look at the TLS files and, if need be, read them. */
  private final ReentrantLock lock = new ReentrantLock();

  /** Null until a request needs it. */
  private @Nullable OkHttpClient client;

  private List<String> tlsStamp;

  /**
   * Reading the system's authorities takes time that a start with plain HTTP need not spend, so it
   * waits for a request that needs them. Files that the settings name are read at once, to be
   * complained of at the start.
   */
  private boolean speaksTls;

  /**
   * @throws IllegalArgumentException when a TLS file cannot be used
   */
  public HttpExchange(HttpOptions options) {
    this.options = options;
    this.tlsStamp = TlsFiles.stamp(options.tls());
    this.speaksTls = !options.tls().isSystem();
    this.first = new FutureTask<>(() -> HttpClients.withoutTls(options));
    if (speaksTls) {
      first.run();
      this.client = HttpClients.withTls(first.resultNow(), options);
    } else {
      Thread.ofVirtual().name("http-client").start(first);
    }
  }

  /** Sends a request and keeps its answer. */
  public HttpAnswer<HttpResponse> send(HttpRequest request) throws InterruptedException {
    return send(request, HttpResponse::read);
  }

  /**
   * Sends a request and has its answer read, on this thread if it is a virtual one.
   *
   * @throws InterruptedException when the thread was interrupted; the request is cancelled then,
   *     and lets go of its body
   */
  public <T> HttpAnswer<T> send(HttpRequest request, AnswerReader<T> reader)
      throws InterruptedException {
    return Thread.currentThread().isVirtual()
        ? attempt(request, reader)
        : onVirtualThread(() -> attempt(request, reader));
  }

  /** An interrupt ends a virtual thread's wait for a socket; a platform thread would go on. */
  private static <T> HttpAnswer<T> onVirtualThread(Callable<HttpAnswer<T>> attempt)
      throws InterruptedException {
    var task = new FutureTask<>(attempt);
    Thread thread = Thread.ofVirtual().name("http").start(task);
    try {
      return task.get();
    } catch (InterruptedException e) {
      thread.interrupt();
      thread.join(CANCEL_TIME);
      throw e;
    } catch (ExecutionException e) {
      throw new IllegalStateException("sending a request failed", e.getCause());
    }
  }

  private <T> HttpAnswer<T> attempt(HttpRequest request, AnswerReader<T> reader)
      throws InterruptedException {
    Call call;
    try {
      Request prepared = toOkHttp(request);
      call = currentClient(prepared.url().isHttps()).newCall(prepared);
    } catch (IllegalArgumentException e) {
      return new HttpAnswer.Failed<>(HttpFailure.oneLine(String.valueOf(e.getMessage())));
    }
    try (Response response = call.execute();
        InputStream body = response.body().byteStream()) {
      return new HttpAnswer.Answered<>(reader.read(response.code(), headers(response), body));
    } catch (IOException e) {
      if (Thread.interrupted()) {
        throw interruption(e);
      }
      return new HttpAnswer.Failed<>(HttpFailure.describe(e, request.url(), options.timeout()));
    }
  }

  private static InterruptedException interruption(IOException cause) {
    var interruption = new InterruptedException("a request was cancelled");
    interruption.initCause(cause);
    return interruption;
  }

  private static Map<String, String> headers(Response response) {
    Map<String, String> headers = new HashMap<>();
    response
        .headers()
        .forEach(header ->
            headers.putIfAbsent(header.getFirst().toLowerCase(Locale.ROOT), header.getSecond()));
    return headers;
  }

  private OkHttpClient currentClient(boolean forTls) throws InterruptedException {
    OkHttpClient plain = firstClient();
    lock.lock();
    try {
      OkHttpClient now = client == null ? plain : client;
      if (forTls && !speaksTls) {
        now = HttpClients.withTls(now, options);
        speaksTls = true;
      }
      List<String> stamp = TlsFiles.stamp(options.tls());
      if (!stamp.equals(tlsStamp)) {
        tlsStamp = stamp;
        now = renewed(now);
      }
      client = now;
      return now;
    } finally {
      lock.unlock();
    }
  }

  private OkHttpClient firstClient() throws InterruptedException {
    try {
      return first.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("making the HTTP client failed", e.getCause());
    }
  }

  private OkHttpClient renewed(OkHttpClient old) {
    try {
      OkHttpClient renewed = HttpClients.withTls(old, options);
      old.connectionPool().evictAll();
      LOG.info("TLS files have changed and were read again");
      return renewed;
    } catch (IllegalArgumentException e) {
      LOG.warn("TLS files have changed; the former ones stay in use: {}", e.getMessage());
      return old;
    }
  }

  private Request toOkHttp(HttpRequest request) {
    HttpUrl url = urls.computeIfAbsent(request.url(), it -> HttpUrl.get(it.toString()));
    var builder = new Request.Builder().url(url);
    options.headers().forEach(builder::header);
    String authorization = authorization(url);
    if (authorization != null) {
      builder.header("Authorization", authorization);
    }
    request.headers().forEach(builder::header);
    return builder
        .method(request.method(), request.body().map(this::toOkHttp).orElse(null))
        .build();
  }

  private RequestBody toOkHttp(HttpBody body) {
    return new Body(body, types.computeIfAbsent(body.contentType(), MediaType::get));
  }

  private @Nullable String authorization(HttpUrl url) {
    if (options.authorization().isPresent()) {
      String value = options.authorization().get().get();
      if (!HeaderText.isValue(value)) {
        throw new IllegalArgumentException(
            "the credentials have a character that no header can have: check the secret's file");
      }
      return value;
    }
    return url.username().isEmpty() ? null : Credentials.basic(url.username(), url.password());
  }

  @Override
  public void close() {
    lock.lock();
    try {
      if (client != null) {
        HttpClients.close(client);
      }
    } finally {
      lock.unlock();
    }
  }

  private static final class Body extends RequestBody {
    private final HttpBody body;
    private final MediaType type;

    Body(HttpBody body, MediaType type) {
      this.body = body;
      this.type = type;
    }

    @Override
    public MediaType contentType() {
      return type;
    }

    @Override
    public long contentLength() {
      return body.length();
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
      body.writeTo(new Pieces(sink.outputStream()));
    }
  }

  /**
   * Hands on large arrays by pieces. The client's buffer takes all it is given before it writes any
   * of it: a batch of a megabyte would be copied as a whole, into 128 new arrays.
   */
  private static final class Pieces extends FilterOutputStream {
    /** What an array of the client's buffer holds. */
    private static final int PIECE_BYTES = 8 * 1024;

    Pieces(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      int to = from + length;
      for (int at = from; at < to; at += PIECE_BYTES) {
        out.write(bytes, at, Math.min(PIECE_BYTES, to - at));
      }
    }
  }
}
