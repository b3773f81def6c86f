package io.tailrace.outputs.elasticsearch;

import co.elastic.clients.json.SimpleJsonpMapper;
import co.elastic.clients.transport.ElasticsearchTransportBase;
import co.elastic.clients.transport.TransportOptions;
import co.elastic.clients.transport.http.TransportHttpClient;
import co.elastic.clients.transport.instrumentation.NoopInstrumentation;
import co.elastic.clients.util.BinaryData;
import io.tailrace.outputs.http.HttpAnswer;
import io.tailrace.outputs.http.HttpBody;
import io.tailrace.outputs.http.HttpResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Carries the Java client's typed requests over a {@link Cluster}. Synchronous only; an interrupted
 * request is an {@link InterruptedIOException} with the thread's interrupt set again.
 *
 * <p>The client asks for {@code application/vnd.elasticsearch+json; compatible-with=9}, which
 * Elasticsearch 8 and OpenSearch refuse; here it is plain {@code application/json}, which all take.
 */
final class ClusterTransport extends ElasticsearchTransportBase {
  /** An error for which there is no answer: its message is one line for people. */
  static final class NoAnswer extends IOException {
    NoAnswer(String reason) {
      super(reason);
    }
  }

  /**
   * No document of ours is mapped by it, so the mapper need not know classes: Jackson's, which
   * does, took 80 ms of a start (a date format with its locale, powers of ten).
   */
  ClusterTransport(Cluster cluster) {
    super(new Http(cluster), null, SimpleJsonpMapper.INSTANCE, NoopInstrumentation.INSTANCE);
  }

  private record Http(Cluster cluster) implements TransportHttpClient {
    private static final String PLAIN_JSON = "application/json";
    private static final String VENDOR_JSON = "application/vnd.elasticsearch+json";

    @Override
    public Response performRequest(
        String endpointId, @Nullable Node node, Request request, TransportOptions options)
        throws IOException {
      Map<String, String> headers = new HashMap<>();
      request.headers().forEach((name, value) -> headers.put(name, plain(value)));
      // The body's own, which OkHttp sets.
      headers.keySet().removeIf(name -> name.equalsIgnoreCase("Content-Type"));
      Optional<HttpBody> body = Optional.ofNullable(request.body()).map(Http::body);
      try {
        HttpAnswer<HttpResponse> answer =
            cluster.send(request.method(), path(request), headers, body, HttpResponse::read);
        return switch (answer) {
          case HttpAnswer.Answered<HttpResponse> answered -> new Kept(answered.value());
          case HttpAnswer.Failed<HttpResponse> failed -> throw new NoAnswer(failed.reason());
        };
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted");
      }
    }

    private static String plain(String value) {
      return value.startsWith(VENDOR_JSON) ? PLAIN_JSON : value;
    }

    private static HttpBody body(Iterable<ByteBuffer> buffers) {
      var bytes = new ByteArrayOutputStream();
      for (ByteBuffer buffer : buffers) {
        byte[] part = new byte[buffer.remaining()];
        buffer.duplicate().get(part);
        bytes.writeBytes(part);
      }
      return HttpBody.of(PLAIN_JSON, bytes.toByteArray(), 0, bytes.size());
    }

    private static String path(Request request) {
      String query =
          request.queryParams().entrySet().stream()
              .map(parameter -> encoded(parameter.getKey()) + "=" + encoded(parameter.getValue()))
              .collect(Collectors.joining("&"));
      return request.path() + (query.isEmpty() ? "" : "?" + query);
    }

    private static String encoded(String text) {
      return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public CompletableFuture<Response> performRequestAsync(
        String endpointId, @Nullable Node node, Request request, TransportOptions options) {
      return CompletableFuture.failedFuture(
          new UnsupportedOperationException("only synchronous requests are made"));
    }

    @Override
    public void close() {
      // The cluster is its owner's to close.
    }
  }

  /** An answer in the form the client takes. */
  private record Kept(HttpResponse response) implements TransportHttpClient.Response {
    @Override
    public TransportHttpClient.@Nullable Node node() {
      return null;
    }

    @Override
    public int statusCode() {
      return response.status();
    }

    @Override
    public @Nullable String header(String name) {
      return response.headers().get(name.toLowerCase(Locale.ROOT));
    }

    @Override
    public List<String> headers(String name) {
      return Optional.ofNullable(header(name)).map(List::of).orElse(List.of());
    }

    @Override
    public @Nullable BinaryData body() {
      String type = Optional.ofNullable(header("content-type")).orElse("application/json");
      return response.body().length == 0 ? null : BinaryData.of(response.body(), type);
    }

    @Override
    public Object originalResponse() {
      return response;
    }

    @Override
    public void close() {
      // Nothing is held open.
    }
  }
}
