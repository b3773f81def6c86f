package io.tailrace.outputs.loki;

import io.tailrace.outputs.Reachability;
import io.tailrace.outputs.Reachability.Reached;
import io.tailrace.outputs.Reachability.Unreachable;
import io.tailrace.outputs.http.HttpAnswer.Answered;
import io.tailrace.outputs.http.HttpAnswer.Failed;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
    return switch (http.push(NOTHING, NOTHING.length)) {
      case Answered<PushAnswer>(PushAnswer answer) -> judge(answer);
      case Failed<PushAnswer>(String reason) ->
          new Unreachable(reason + ": is Loki up, and the URL right?");
    };
  }

  private Reachability judge(PushAnswer answer) throws InterruptedException {
    int status = answer.status();
    String url = http.shownUrl();
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
    Matcher version = VERSION.matcher(http.buildInfo().orElse(""));
    return version.find() ? "Loki " + version.group(1) : "Loki";
  }
}
