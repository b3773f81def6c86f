package io.tailrace.agent.it;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON over HTTP with one server. */
final class JsonHttp implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final JsonMapper mapper = new JsonMapper();
  private final String base;
  private final Map<String, String> headers;

  /**
   * @param base with or without a path
   * @param headers of each request
   */
  JsonHttp(URI base, Map<String, String> headers) {
    this.base = base.toString().replaceFirst("/+$", "");
    this.headers = Map.copyOf(headers);
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    return json(send(request(path).GET()));
  }

  JsonNode post(String path, String body) throws IOException, InterruptedException {
    return json(send(request(path).POST(BodyPublishers.ofString(body))));
  }

  JsonNode put(String path, String body) throws IOException, InterruptedException {
    return json(send(request(path).PUT(BodyPublishers.ofString(body))));
  }

  JsonNode delete(String path) throws IOException, InterruptedException {
    return json(send(request(path).DELETE()));
  }

  /** Whatever it answers, a failure as well. */
  HttpResponse<String> answer(String path) throws IOException, InterruptedException {
    return send(request(path).GET());
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json");
    headers.forEach(request::header);
    return request;
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private JsonNode json(HttpResponse<String> answer) throws IOException {
    if (answer.statusCode() / 100 != 2) {
      throw new IOException(
          answer.uri().getPath() + " answered " + answer.statusCode() + ": " + answer.body());
    }
    try {
      return mapper.readTree(answer.body());
    } catch (JacksonException e) {
      throw new IOException(answer.uri().getPath() + " answered no JSON: " + answer.body(), e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
    http.close();
  }
}
