package io.tailrace.outputs.loki;

import io.tailrace.outputs.Reachability;
import io.tailrace.outputs.Reachability.Reached;
import io.tailrace.outputs.Reachability.Unreachable;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/**
 * Looks whether a Loki is there and would take entries of this tenant with these credentials.
 *
 * <p>An empty push tells: a Loki that would take entries says 422, since there are none, and all
 * that would stand in their way is checked before that. Asking for {@code /ready} would only tell
 * of the server.
 */
final class LokiProbe {
  /** The Snappy block of nothing. */
  private static final byte[] NOTHING = {0};

  private static final Pattern VERSION =
      Pattern.compile("\"version\"\\s*:\\s*\"([\\w.+-]{1,40})\"");

  private final LokiHttp http;

  LokiProbe(LokiHttp http) {
    this.http = http;
  }

  Reachability reach() throws InterruptedException {
    try {
      return judge(http.push(NOTHING, NOTHING.length));
    } catch (IOException e) {
      return new Unreachable(
          "no answer from %s (%s): is Loki up, and the URL right?"
              .formatted(http.shownUrl(), e.getClass().getSimpleName()));
    }
  }

  private Reachability judge(PushAnswer answer) throws InterruptedException {
    int status = answer.status();
    String url = http.shownUrl().toString();
    if (answer.text().contains("no org id")) {
      return new Unreachable(url + " wants a tenant: set it");
    }
    return switch (status) {
      case 200, 202, 204, 422 -> new Reached(version() + " at " + url);
      case 401, 403 ->
          new Unreachable("%s refuses the credentials or the tenant (%d)".formatted(url, status));
      case 404, 405 ->
          new Unreachable(
              "%s is no Loki push API (%d): look at the URL and its path".formatted(url, status));
      case PushAnswer.INGESTION_BLOCKED ->
          new Unreachable(url + " discards what this tenant sends: ingestion is blocked");
      default -> new Unreachable("%s answers %d: is Loki ready?".formatted(url, status));
    };
  }

  /** Gateways often hide it; then it is just Loki. */
  private String version() throws InterruptedException {
    String path = http.pushUrl().encodedPath();
    if (!path.endsWith(LokiOptions.PUSH_PATH)) {
      return "Loki";
    }
    String root = path.substring(0, path.length() - LokiOptions.PUSH_PATH.length());
    HttpUrl url =
        http.pushUrl().newBuilder().encodedPath(root + "/loki/api/v1/status/buildinfo").build();
    try {
      Matcher version = VERSION.matcher(http.get(url).text());
      return version.find() ? "Loki " + version.group(1) : "Loki";
    } catch (IOException e) {
      return "Loki";
    }
  }
}
