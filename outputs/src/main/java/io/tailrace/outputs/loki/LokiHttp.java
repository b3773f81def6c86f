package io.tailrace.outputs.loki;

import io.tailrace.outputs.http.HttpAnswer;
import io.tailrace.outputs.http.HttpAnswer.Answered;
import io.tailrace.outputs.http.HttpAnswer.Failed;
import io.tailrace.outputs.http.HttpBody;
import io.tailrace.outputs.http.HttpExchange;
import io.tailrace.outputs.http.HttpFailure;
import io.tailrace.outputs.http.HttpRequest;
import io.tailrace.outputs.http.HttpResponse;
import io.tailrace.outputs.http.RetryAfter;
import java.net.URI;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** One Loki's requests. Used by all shipping threads of the output. */
final class LokiHttp implements AutoCloseable {
  // A Snappy block is what this type means to Loki: it needs no Content-Encoding, and gateways are
  // known to stumble over one they do not know.
  private static final String PROTOBUF = "application/x-protobuf";

  private final HttpExchange exchange;
  private final InstantSource clock;
  private final Map<String, String> headers;
  private final URI pushUrl;

  LokiHttp(LokiOptions options, InstantSource clock) {
    this.exchange = new HttpExchange(options.http());
    this.clock = clock;
    this.headers = new HashMap<>(Map.of("User-Agent", "tailrace"));
    options.tenant().ifPresent(tenant -> headers.put("X-Scope-OrgID", tenant));
    this.pushUrl = pushUrl(options.url());
  }

  private static URI pushUrl(URI url) {
    String path = url.getRawPath();
    boolean hasPath = path != null && !path.isEmpty() && !path.equals("/");
    return hasPath ? url : url.resolve(LokiOptions.PUSH_PATH);
  }

  /** Where entries go, for messages: no user info, and no query, which may hold a token. */
  String shownUrl() {
    return HttpFailure.withoutUserInfo(pushUrl) + pushUrl.getRawPath();
  }

  /**
   * Posts a compressed push request.
   *
   * @param body up to {@code size}; not to be changed before the answer is there
   */
  HttpAnswer<PushAnswer> push(byte[] body, int size) throws InterruptedException {
    return send(HttpRequest.post(pushUrl, headers, HttpBody.of(PROTOBUF, body, 0, size)));
  }

  /** Asks Loki what it is; nothing where the URL does not tell where to ask. */
  Optional<String> buildInfo() throws InterruptedException {
    String push = pushUrl.getRawPath();
    if (!push.endsWith(LokiOptions.PUSH_PATH)) {
      return Optional.empty();
    }
    String root = push.substring(0, push.length() - LokiOptions.PUSH_PATH.length());
    URI url = pushUrl.resolve(root + "/loki/api/v1/status/buildinfo");
    return switch (send(new HttpRequest("GET", url, headers, Optional.empty()))) {
      case Answered<PushAnswer>(PushAnswer answer) -> Optional.of(answer.text());
      case Failed<PushAnswer> _ -> Optional.empty();
    };
  }

  private HttpAnswer<PushAnswer> send(HttpRequest request) throws InterruptedException {
    return switch (exchange.send(request)) {
      case Answered<HttpResponse>(HttpResponse response) -> new Answered<>(toAnswer(response));
      case Failed<HttpResponse>(String reason) -> new Failed<>(reason);
    };
  }

  private PushAnswer toAnswer(HttpResponse response) {
    return new PushAnswer(
        response.status(), response.text(), RetryAfter.of(response.headers(), clock.instant()));
  }

  @Override
  public void close() {
    exchange.close();
  }
}
