package io.tailrace.outputs.loki;

import io.tailrace.outputs.http.HttpClients;
import io.tailrace.outputs.http.HttpOptions;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.Buffer;

/** One Loki's requests over OkHttp. Used by all shipping threads of the output. */
final class LokiHttp implements AutoCloseable {
  // A block-compressed body is what this type means to Loki: it needs no Content-Encoding, and
  // gateways are known to stumble over one they do not know.
  private static final MediaType PROTOBUF = MediaType.get("application/x-protobuf");

  /** Loki lists every refused entry; the first few say it. */
  private static final long MAX_TEXT_BYTES = 8192;

  private final LokiOptions options;
  private final OkHttpClient client;
  private final InstantSource clock;
  private final HttpUrl pushUrl;

  LokiHttp(LokiOptions options, InstantSource clock) {
    this.options = options;
    this.client = HttpClients.create(options.http());
    this.clock = clock;
    this.pushUrl = pushUrl(options.url());
  }

  private static HttpUrl pushUrl(URI url) {
    HttpUrl given = HttpUrl.get(url);
    if (given == null) {
      throw new IllegalArgumentException("Loki's URL must look like http://loki:3100");
    }
    HttpUrl.Builder push = given.newBuilder().username("").password("").fragment(null);
    return given.encodedPath().equals("/")
        ? push.encodedPath(LokiOptions.PUSH_PATH).build()
        : push.build();
  }

  /** Where entries go. */
  HttpUrl pushUrl() {
    return pushUrl;
  }

  /** The same for messages: a query may hold a token. */
  HttpUrl shownUrl() {
    return pushUrl.newBuilder().query(null).build();
  }

  /** Posts a compressed push request. */
  PushAnswer push(byte[] body, int size) throws IOException, InterruptedException {
    return answer(request(pushUrl).post(RequestBody.create(body, PROTOBUF, 0, size)).build());
  }

  /** Asks for a page of Loki's. */
  PushAnswer get(HttpUrl url) throws IOException, InterruptedException {
    return answer(request(url).build());
  }

  private Request.Builder request(HttpUrl url) {
    HttpOptions http = options.http();
    Request.Builder request = new Request.Builder().url(url).header("User-Agent", "tailrace");
    http.headers().forEach(request::header);
    http.authorization().ifPresent(value -> request.header("Authorization", value.get()));
    options.tenant().ifPresent(tenant -> request.header("X-Scope-OrgID", tenant));
    return request;
  }

  private PushAnswer answer(Request request) throws IOException, InterruptedException {
    try (Response response = client.newCall(request).execute()) {
      return new PushAnswer(response.code(), text(response), retryAfter(response, clock.instant()));
    } catch (IOException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted during a request");
      }
      throw e;
    }
  }

  private static String text(Response response) throws IOException {
    var start = new Buffer();
    while (start.size() < MAX_TEXT_BYTES
        && response.body().source().read(start, MAX_TEXT_BYTES - start.size()) >= 0) {
      // Reads on to the end or the limit.
    }
    return start.readUtf8();
  }

  /** Seconds or a date (RFC 9110 section 10.2.3); what is neither is not there. */
  private static Optional<Duration> retryAfter(Response response, Instant now) {
    String value = response.header("Retry-After", "").strip();
    if (value.matches("[0-9]{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
    }
    try {
      Instant then = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Optional.of(Duration.between(now, then)).filter(Duration::isPositive);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    HttpClients.close(client);
  }
}
