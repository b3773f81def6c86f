package io.tailrace.outputs.elasticsearch;

import io.tailrace.outputs.http.AnswerReader;
import io.tailrace.outputs.http.HttpAnswer;
import io.tailrace.outputs.http.HttpAnswer.Failed;
import io.tailrace.outputs.http.HttpBody;
import io.tailrace.outputs.http.HttpExchange;
import io.tailrace.outputs.http.HttpRequest;
import io.tailrace.outputs.http.HttpResponse;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Sends a request to the node whose turn it is, and remembers which nodes answer. */
final class Cluster implements AutoCloseable {
  private final HttpExchange exchange;
  private final Nodes nodes;
  private final InstantSource clock;

  /** Of each node, by the path: an output asks for a handful of paths, but one of them often. */
  private final Map<String, List<URI>> urlsOfPath = new ConcurrentHashMap<>();

  Cluster(HttpExchange exchange, List<URI> urls, InstantSource clock) {
    this.exchange = exchange;
    this.nodes = new Nodes(urls);
    this.clock = clock;
  }

  /**
   * @param path of the API, with its query, as {@code /_bulk?filter_path=errors}
   */
  <T> HttpAnswer<T> send(
      String method,
      String path,
      Map<String, String> headers,
      Optional<HttpBody> body,
      AnswerReader<T> reader)
      throws InterruptedException {
    int node = nodes.choose(clock.millis());
    URI url = urlsOfPath.computeIfAbsent(path, nodes::resolve).get(node);
    HttpAnswer<T> answer =
        exchange.send(
            new HttpRequest(method, url, headers, body),
            (status, answerHeaders, in) -> {
              remember(node, status);
              return reader.read(status, answerHeaders, in);
            });
    if (answer instanceof Failed) {
      nodes.failed(node, clock.millis());
    }
    return answer;
  }

  HttpAnswer<HttpResponse> get(String path) throws InterruptedException {
    return send(
        "GET", path, Map.of("Accept", "application/json"), Optional.empty(), HttpResponse::read);
  }

  /** A proxy says with these that it does not reach the node behind it. */
  private void remember(int node, int status) {
    if (status >= 502 && status <= 504) {
      nodes.failed(node, clock.millis());
    } else {
      nodes.answered(node);
    }
  }

  @Override
  public void close() {
    exchange.close();
  }
}
