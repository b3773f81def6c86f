package io.tailrace.agent.torture;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.ByteString;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real Elasticsearch, to which requests are passed on with the agent's own headers. */
final class RealIndex implements BulkStore.Index {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final List<String> PASSED_ON = List.of("content-type", "accept", "authorization");

  private final OkHttpClient http = new OkHttpClient.Builder().callTimeout(TIMEOUT).build();
  private final JsonMapper json = new JsonMapper();
  private final String url;

  RealIndex(URI url) {
    this.url = url.toString().replaceFirst("/+$", "");
  }

  @Override
  public int[] create(HttpCall call, List<BulkStore.Item> items) throws IOException {
    var body = new StringBuilder();
    items.forEach(
        item -> body.append(item.action()).append('\n').append(item.document()).append('\n'));
    ByteString bytes = ByteString.encodeUtf8(body.toString());
    HttpReply reply = ask(new HttpCall(call.method(), call.target(), call.headers(), bytes));
    JsonNode results =
        reply.status() == 200
            ? json.readTree(reply.body().utf8()).path("items")
            : json.createArrayNode();
    if (results.size() != items.size()) {
      throw new IOException("Elasticsearch answered " + reply.status());
    }
    return results.valueStream().mapToInt(item -> item.at("/create/status").asInt()).toArray();
  }

  @Override
  public boolean mayHaveMore() {
    return true;
  }

  @Override
  public HttpReply ask(HttpCall call) throws IOException {
    MediaType type = MediaType.parse(call.headers().getOrDefault("content-type", "text/plain"));
    RequestBody body =
        call.method().equals("GET") || call.method().equals("HEAD")
            ? null
            : RequestBody.create(call.body(), type);
    var request = new Request.Builder().url(url + call.target()).method(call.method(), body);
    PASSED_ON.forEach(name -> {
      String value = call.headers().get(name);
      if (value != null) {
        request.header(name, value);
      }
    });
    try (Response response = http.newCall(request.build()).execute()) {
      return new HttpReply(
          response.code(),
          Map.of(
              "Content-Type", response.header("Content-Type", "application/json"),
              "X-Elastic-Product", response.header("X-Elastic-Product", "")),
          response.body().byteString());
    }
  }
}
