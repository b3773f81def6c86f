package io.tailrace.agent.status;

import io.tailrace.agent.logging.PrintableText;
import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is found under which path. Any thread may ask. */
final class Pages {
  private final Supplier<AgentStatus> status;
  private final Supplier<Liveness> liveness;
  private final StatusPage page = new StatusPage();
  private final StatusJson json = new StatusJson();

  Pages(Supplier<AgentStatus> status, Supplier<Liveness> liveness) {
    this.status = status;
    this.liveness = liveness;
  }

  /**
   * @param path decoded, without the query; null when the request names no path ({@code OPTIONS *})
   */
  Answer at(@Nullable String path) throws IOException {
    return switch (path) {
      case "/" -> Answer.ok("text/html; charset=utf-8", page.of(status.get()));
      case "/metrics" -> Answer.ok(MetricsText.CONTENT_TYPE, MetricsText.of(status.get()));
      case "/healthz" -> health();
      case "/readyz" -> readiness();
      case "/api/status" -> Answer.ok("application/json", json.of(status.get()));
      case null, default ->
          Answer.line(404, "not found; there are / /metrics /healthz /readyz /api/status");
    };
  }

  private Answer health() {
    return switch (liveness.get()) {
      case Liveness.Alive() -> Answer.line(200, "alive");
      case Liveness.Stuck(String reason) -> Answer.line(503, "stuck: " + PrintableText.of(reason));
    };
  }

  private Answer readiness() {
    Readiness readiness = Readiness.of(status.get());
    return readiness.ready()
        ? Answer.line(200, "ready")
        : Answer.line(
            503, "not ready: " + PrintableText.of(String.join("; ", readiness.reasons())));
  }
}
