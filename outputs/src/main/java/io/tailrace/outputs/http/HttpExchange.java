package io.tailrace.outputs.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import okhttp3.Call;
import okhttp3.Callback;
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
  private static final long CANCEL_SECONDS = 2;

  private final HttpOptions options;

  /** Guards the three below. Held only to look at the TLS files and, if need be, read them. */
  private final ReentrantLock lock = new ReentrantLock();

  private OkHttpClient client;
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
    OkHttpClient plain = HttpClients.withoutTls(options);
    this.speaksTls = !options.tls().equals(HttpOptions.Tls.SYSTEM);
    this.client = speaksTls ? HttpClients.withTls(plain, options) : plain;
  }

  /** Sends a request and keeps its answer. */
  public HttpAnswer<HttpResponse> send(HttpRequest request) throws InterruptedException {
    return send(request, HttpResponse::read);
  }

  /**
   * Sends a request and has its answer read.
   *
   * @throws InterruptedException when the thread was interrupted; the request is cancelled then
   */
  public <T> HttpAnswer<T> send(HttpRequest request, AnswerReader<T> reader)
      throws InterruptedException {
    Call call;
    try {
      Request prepared = toOkHttp(request);
      call = currentClient(prepared.url().isHttps()).newCall(prepared);
    } catch (IllegalArgumentException e) {
      return new HttpAnswer.Failed<>(HttpFailure.oneLine(String.valueOf(e.getMessage())));
    }
    var attempt = new Attempt<>(reader);
    call.enqueue(attempt);
    return await(call, attempt.done, request.url());
  }

  private <T> HttpAnswer<T> await(Call call, CompletableFuture<T> done, URI url)
      throws InterruptedException {
    try {
      return new HttpAnswer.Answered<>(done.get());
    } catch (InterruptedException e) {
      call.cancel();
      awaitEnd(done);
      throw e;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        return new HttpAnswer.Failed<>(HttpFailure.describe(failure, url, options.timeout()));
      }
      throw new IllegalStateException("reading an answer failed", e.getCause());
    }
  }

  /** The caller may reuse the body once we return. */
  private static void awaitEnd(CompletableFuture<?> done) throws InterruptedException {
    try {
      done.get(CANCEL_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException cancelled) {
      LOG.debug("cancelled a request", cancelled);
    }
  }

  private OkHttpClient currentClient(boolean forTls) {
    lock.lock();
    try {
      if (forTls && !speaksTls) {
        client = HttpClients.withTls(client, options);
        speaksTls = true;
      }
      List<String> stamp = TlsFiles.stamp(options.tls());
      if (!stamp.equals(tlsStamp)) {
        tlsStamp = stamp;
        renewClient();
      }
      return client;
    } finally {
      lock.unlock();
    }
  }

  private void renewClient() {
    OkHttpClient old = client;
    try {
      client = HttpClients.withTls(old, options);
      old.connectionPool().evictAll();
      LOG.info("TLS files have changed and were read again");
    } catch (IllegalArgumentException e) {
      LOG.warn("TLS files have changed; the former ones stay in use: {}", e.getMessage());
    }
  }

  private Request toOkHttp(HttpRequest request) {
    HttpUrl url = HttpUrl.get(request.url().toString());
    var builder = new Request.Builder().url(url);
    options.headers().forEach(builder::header);
    String authorization = authorization(url);
    if (authorization != null) {
      builder.header("Authorization", authorization);
    }
    request.headers().forEach(builder::header);
    return builder.method(request.method(), request.body().map(Body::new).orElse(null)).build();
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
      HttpClients.close(client);
    } finally {
      lock.unlock();
    }
  }

  /** Reads the answer on the client's thread, so that the waiting thread can be interrupted. */
  private static final class Attempt<T> implements Callback {
    final CompletableFuture<T> done = new CompletableFuture<>();
    private final AnswerReader<T> reader;

    Attempt(AnswerReader<T> reader) {
      this.reader = reader;
    }

    @Override
    public void onFailure(Call call, IOException e) {
      done.completeExceptionally(e);
    }

    @Override
    public void onResponse(Call call, Response response) {
      try (response;
          InputStream body = response.body().byteStream()) {
        Map<String, String> headers = new HashMap<>();
        response
            .headers()
            .forEach(header ->
                headers.putIfAbsent(
                    header.getFirst().toLowerCase(Locale.ROOT), header.getSecond()));
        done.complete(reader.read(response.code(), headers, body));
      } catch (Throwable e) {
        // Whatever it is, it is thrown again where the answer is waited for.
        done.completeExceptionally(e);
      }
    }
  }

  private static final class Body extends RequestBody {
    private final HttpBody body;

    Body(HttpBody body) {
      this.body = body;
    }

    @Override
    public @Nullable MediaType contentType() {
      return MediaType.get(body.contentType());
    }

    @Override
    public long contentLength() {
      return body.length();
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
      OutputStream out = sink.outputStream();
      body.writeTo(out);
    }
  }
}
