package io.tailrace.agent.stage;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import okhttp3.Credentials;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON over HTTP with a destination, with the agent's own credentials for it. */
public final class DestinationClient {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final MediaType JSON = MediaType.get("application/json");

  private final OkHttpClient http = new OkHttpClient.Builder().callTimeout(TIMEOUT).build();
  private final JsonMapper mapper = new JsonMapper();
  private final HttpUrl base;
  private final Map<String, String> headers;

  /** It answered, but not with what was asked for. */
  public static final class RefusedException extends IOException {
    private static final long serialVersionUID = 1;

    private final int status;

    RefusedException(int status, String message) {
      super(message);
      this.status = status;
    }

    public int status() {
      return status;
    }
  }

  /**
   * @throws IllegalArgumentException when it is no HTTP URL
   */
  public DestinationClient(URI url, Map<String, String> headers) {
    this.base = HttpUrl.get(url.toString());
    this.headers = Map.copyOf(headers);
  }

  public static String basic(String username, String password) {
    return Credentials.basic(username, password, StandardCharsets.UTF_8);
  }

  /** A path below the destination's URL, its query not yet added. */
  public HttpUrl.Builder path(String path) {
    return base.newBuilder().addPathSegments(path);
  }

  public JsonNode get(HttpUrl url) throws IOException {
    return call(new Request.Builder().url(url));
  }

  public JsonNode post(HttpUrl url, String json) throws IOException {
    return call(new Request.Builder().url(url).post(RequestBody.create(json, JSON)));
  }

  public void delete(HttpUrl url) throws IOException {
    call(new Request.Builder().url(url).delete());
  }

  private JsonNode call(Request.Builder request) throws IOException {
    headers.forEach(request::header);
    try (Response response = http.newCall(request.build()).execute()) {
      String body = response.body().string();
      if (!response.isSuccessful()) {
        throw new RefusedException(
            response.code(),
            response.request().url().redact()
                + " answered "
                + response.code()
                + ": "
                + body.strip());
      }
      return mapper.readTree(body);
    } catch (JacksonException e) {
      throw new IOException(base.redact() + " answered something that is no JSON", e);
    }
  }
}
