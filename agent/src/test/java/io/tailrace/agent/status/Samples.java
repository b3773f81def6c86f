package io.tailrace.agent.status;

import io.tailrace.outputs.ShipperStatus;
import io.tailrace.outputs.ShipperStatus.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Moments of an agent's life. */
final class Samples {
  static final Instant NOW = Instant.parse("2026-11-22T10:11:12Z");
  static final long MB = 1_000_000;

  private Samples() {}

  /** All is well and all is shipped. */
  static AgentStatus shipped() {
    Ledger ledger = new Ledger(40 * MB, 40 * MB, 0, 0, 0);
    return agent(
        List.of(output("es", new State.Healthy(), ledger)),
        List.of(file("/var/log/app/app.log", Map.of("es", ledger))));
  }

  /** Elasticsearch is down. */
  static AgentStatus retrying() {
    Ledger ledger = new Ledger(40 * MB, 12 * MB, 0, 0, 0);
    return agent(
        List.of(output("es", new State.Retrying(NOW.minusSeconds(12), "refused"), ledger)),
        List.of(file("/var/log/app/app.log", Map.of("es", ledger))));
  }

  static AgentStatus blocked() {
    Ledger ledger = new Ledger(40 * MB, 12 * MB, 0, 0, 0);
    return agent(
        List.of(output("es", new State.Blocked(NOW.minusSeconds(75), "401: wrong key"), ledger)),
        List.of(file("/var/log/app/app.log", Map.of("es", ledger))));
  }

  /** Two outputs, something of everything. */
  static AgentStatus eventful() {
    Ledger fast = new Ledger(400 * MB, 396 * MB, MB, 2 * MB, 0);
    Ledger slow = new Ledger(400 * MB, 120 * MB, 0, 0, 5 * MB);
    return agent(
        List.of(
            output("elasticsearch", new State.Healthy(), fast),
            output(
                "loki",
                new State.Retrying(NOW.minusSeconds(125), "429: ingestion rate limit exceeded"),
                slow)),
        List.of(
            file("/var/log/app/app.log", Map.of("elasticsearch", fast, "loki", slow)),
            new FileStatus(
                "/var/log/app/access.log.1",
                "BBBBBBBBBBBBBBBB",
                "default",
                9 * MB,
                true,
                Map.of("elasticsearch", new Ledger(9 * MB, 9 * MB, 0, 0, 0))),
            file(
                "/var/log/app/<script>alert('x')</script>\n\u001b[31m\"&.log",
                Map.of("elasticsearch", Ledger.EMPTY))));
  }

  static AgentStatus agent(List<OutputStatus> outputs, List<FileStatus> files) {
    return new AgentStatus(
        "0.1.0",
        NOW.minusSeconds(7_500),
        NOW,
        List.of(
            new InputStatus(
                "default",
                "auto",
                Map.of("json", "begins with a <brace>", "plain", "is in none"),
                Map.of(
                    "es",
                    new InputStatus.Counters(
                        123_456,
                        Map.of("json", 123_000L, "plain", 456L),
                        456,
                        Map.of("only_if", 400L, "sample", 56L),
                        3,
                        7,
                        5,
                        2,
                        1,
                        4,
                        Map.of("email", 7L))))),
        outputs,
        files,
        new UnreadStatus(
            true,
            Map.of("link", 2),
            List.of(new UnreadStatus.Entry("/var/log/app/<b>.log", "symbolic link"))),
        new StateStatus(
            "/var/log/.tailrace",
            Optional.of(NOW.minusSeconds(1)),
            4,
            Optional.empty(),
            new HoldStatus(2, 3 * MB, 1 << 30, 1, 4_711, Optional.of("no <links>"))),
        ReloadStatus.NONE,
        new ProcessStatus(81 * MB, 20 * MB, 64 * MB, Duration.ofMillis(1_500)));
  }

  static OutputStatus output(String name, State state, Ledger total) {
    Optional<Instant> last =
        total.deliveredBytes() == 0 ? Optional.empty() : Optional.of(NOW.minusSeconds(3));
    var shipper =
        new ShipperStatus(
            state,
            2,
            total.deliveredBytes() / 100,
            total.deliveredBytes() * 2,
            total.deadLetteredBytes() / 100,
            70,
            5,
            last);
    return new OutputStatus(name, "elasticsearch", shipper, total);
  }

  static FileStatus file(String path, Map<String, Ledger> ledgers) {
    long sizeBytes = ledgers.values().stream().mapToLong(Ledger::writtenBytes).max().orElse(0);
    return new FileStatus(path, "AAAAAAAAAAAAAAAA", "default", sizeBytes, false, ledgers);
  }
}
