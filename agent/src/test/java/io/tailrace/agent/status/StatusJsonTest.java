package io.tailrace.agent.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.outputs.ShipperStatus.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class StatusJsonTest {
  private final StatusJson json = new StatusJson();
  private final ObjectMapper mapper = new ObjectMapper();

  @Test
  void fieldsHaveTheirNamesAndTheirOrder() {
    JsonNode status = parsed(Samples.retrying());

    assertThat(status.propertyNames())
        .containsExactly(
            "version",
            "startedAt",
            "now",
            "summary",
            "ready",
            "notReadyBecause",
            "inputs",
            "outputs",
            "files",
            "filesOmitted",
            "unread",
            "state",
            "settings",
            "process");
    JsonNode output = status.get("outputs").get(0);
    assertThat(output.propertyNames())
        .containsExactly(
            "name",
            "type",
            "state",
            "since",
            "reason",
            "batchesInFlight",
            "recordsDelivered",
            "bytesDelivered",
            "recordsDeadLettered",
            "attempts",
            "retries",
            "lastDelivery",
            "ledger");
    assertThat(output.get("state").asString()).isEqualTo("retrying");
    assertThat(output.get("since").asString()).isEqualTo("2026-11-22T10:11:00Z");
    assertThat(output.get("reason").asString()).isEqualTo("refused");
  }

  @Test
  void anInputsCountersAreThereForEachOutput() {
    JsonNode counters = parsed(Samples.retrying()).at("/inputs/0/outputs/es");

    assertThat(counters.propertyNames())
        .containsExactly(
            "events",
            "formats",
            "filtered",
            "drops",
            "parseErrors",
            "withoutTime",
            "badTimes",
            "truncated",
            "invalidUtf8",
            "transformErrors",
            "redactions");
    assertThat(counters.get("formats").toString())
        .isEqualTo(
            "{\"json\":{\"events\":123000,\"because\":\"begins with a <brace>\"},"
                + "\"plain\":{\"events\":456,\"because\":\"is in none\"}}");
    assertThat(counters.get("drops").toString()).isEqualTo("{\"only_if\":400,\"sample\":56}");
    assertThat(counters.get("badTimes").asLong()).isEqualTo(5);
    assertThat(counters.get("transformErrors").asLong()).isEqualTo(4);
  }

  @Test
  void theLedgerAddsUpOverHttpToo() {
    for (JsonNode output : parsed(Samples.eventful()).get("outputs")) {
      JsonNode ledger = output.get("ledger");
      long parts = 0;
      for (String part : List.of("delivered", "deadLettered", "filtered", "waiting", "lost")) {
        parts += ledger.get(part + "Bytes").asLong();
      }
      assertThat(parts).isEqualTo(ledger.get("writtenBytes").asLong()).isPositive();
    }
  }

  @Test
  void whatIsUnknownIsNullAndNotMissing() {
    AgentStatus status =
        Samples.agent(List.of(Samples.output("es", new State.Healthy(), Ledger.EMPTY)), List.of());

    JsonNode output = parsed(status).get("outputs").get(0);

    assertThat(output.get("since").isNull()).isTrue();
    assertThat(output.get("lastDelivery").isNull()).isTrue();
  }

  @Test
  void aPathOfAnyTextArrives() {
    String path = "/var/log/\u0000\"\\\u2028\n.log";

    JsonNode status = parsed(Samples.agent(List.of(), List.of(Samples.file(path, Map.of()))));

    assertThat(status.get("files").get(0).get("path").asString()).isEqualTo(path);
  }

  @Test
  void halfASurrogatePairInAPathDoesNoHarm() {
    JsonNode status =
        parsed(Samples.agent(List.of(), List.of(Samples.file("/a\ud83d.log", Map.of()))));

    assertThat(status.get("files").get(0).get("path").asString()).isEqualTo("/a?.log");
  }

  @Test
  void filesBeyondTheBoundAreCountedAndThoseFurthestBehindListed() {
    var files = new ArrayList<FileStatus>();
    for (int i = 0; i < StatusJson.MAX_FILES + 5; i++) {
      files.add(Samples.file("/" + i, Map.of("es", new Ledger(i, 0, 0, 0, 0))));
    }

    JsonNode status = parsed(Samples.agent(List.of(), files));

    assertThat(status.get("files").size()).isEqualTo(StatusJson.MAX_FILES);
    assertThat(status.get("filesOmitted").asInt()).isEqualTo(5);
    assertThat(status.get("files").get(0).get("path").asString())
        .isEqualTo("/" + (StatusJson.MAX_FILES + 4));
  }

  private JsonNode parsed(AgentStatus status) {
    return mapper.readTree(json.of(status));
  }
}
