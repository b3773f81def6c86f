package io.tailrace.agent.torture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What misbehaves must do so as it says, and keep what it says it has stored. */
class UnreliableServerTest {
  private static final LogName LOG = new LogName(1, Mode.RENAME);

  private final Audit audit = new Audit();
  private final BulkStore store = new BulkStore(new MemoryIndex(), audit);
  private final HttpClient http = HttpClient.newBuilder().version(Version.HTTP_1_1).build();

  @AfterEach
  void close() {
    http.close();
  }

  @Test
  void healedItStoresEachIdOnceAndSaysSo() throws Exception {
    try (var server = healed()) {
      assertThat(statuses(bulk(server, 1, 2))).containsExactly(201, 201);
      assertThat(statuses(bulk(server, 2, 3))).containsExactly(409, 201);
    }
    assertThat(tally().delivered()).isEqualTo(3);
    assertThat(tally().twice()).isZero();
    assertThat(store.again()).isEqualTo(1);
  }

  @Test
  void anEventUnderAnotherIdIsStoredTwice() throws Exception {
    try (var server = healed()) {
      bulk(server, 1);
      send(server, item(1, "other"));
    }
    assertThat(tally().twice()).isEqualTo(1);
  }

  @Test
  void thePoisonedIsRefusedForGoodAndTheOthersOfTheRequestAreStored() throws Exception {
    try (var server = healed()) {
      assertThat(statuses(bulk(server, 12, 13, 14))).containsExactly(201, 400, 201);
    }
    assertThat(tally().delivered()).isEqualTo(2);
  }

  @Test
  void itIsWhatTheAgentTakesForAnElasticsearch() throws Exception {
    try (var server = healed()) {
      HttpResponse<String> info =
          http.send(HttpRequest.newBuilder(server.url()).build(), BodyHandlers.ofString());

      assertThat(info.headers().firstValue("X-Elastic-Product")).contains("Elasticsearch");
      assertThat(info.body()).contains("\"number\":\"9.5.3\"");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"RESET_AFTER", "CLOSED_AFTER", "CUT_OFF"})
  void whatIsStoredIsThereThoughNoAnswerCame(Fault fault) throws Exception {
    try (var server = with(fault)) {
      assertThatThrownBy(() -> untilFaulty(server)).isInstanceOf(IOException.class);
    }
    assertThat(tally().lost()).isZero();
  }

  @Test
  void whatIsResetBeforeItWasReadIsNotStored() throws Exception {
    try (var server = with(Fault.RESET)) {
      assertThatThrownBy(() -> untilFaulty(server)).isInstanceOf(IOException.class);
    }
    assertThat(tally().lost()).isEqualTo(1);
  }

  @Test
  void tooManyAndUnavailableStoreNothingAndSaySo() throws Exception {
    try (var server = with(Fault.TOO_MANY)) {
      HttpResponse<String> answer = untilFaulty(server);
      assertThat(answer.statusCode()).isEqualTo(429);
      assertThat(answer.headers().firstValue("Retry-After")).contains("1");
    }
    assertThat(tally().lost()).isEqualTo(1);
  }

  @Test
  void anItemIsMissingFromAnAnswerThatIsMiscounted() throws Exception {
    try (var server = with(Fault.MISCOUNTED)) {
      assertThat(statuses(untilFaulty(server))).isEmpty();
    }
    assertThat(tally().lost()).isZero();
  }

  @Test
  void connectionsAreRefusedWhileItIsDownAndTakenAtTheSamePortThen() throws Exception {
    try (var server = healed()) {
      server.down();
      assertThatThrownBy(() -> bulk(server, 1)).isInstanceOf(IOException.class);
      server.up();
      assertThat(statuses(bulk(server, 1))).containsExactly(201);
    }
  }

  private int sent;

  private UnreliableServer healed() throws IOException {
    var plan = new FaultPlan(List.of(), 1);
    plan.heal();
    return new UnreliableServer(store, plan);
  }

  private UnreliableServer with(Fault fault) throws IOException {
    return new UnreliableServer(store, new FaultPlan(List.of(fault), 1));
  }

  /** Sends one event after the other until one is not answered as it should be. */
  private HttpResponse<String> untilFaulty(UnreliableServer server) throws Exception {
    HttpResponse<String> answer;
    do {
      // 13 would be refused by itself.
      sent += sent == 12 ? 2 : 1;
      answer = bulk(server, sent);
    } while (answer.statusCode() == 200 && statuses(answer).equals(List.of(201)));
    return answer;
  }

  private Tally tally() {
    int written = Math.max(sent, 0);
    return audit.verdict(Map.of(LOG.toString(), written)).total();
  }

  private HttpResponse<String> bulk(UnreliableServer server, int... numbers) throws Exception {
    var body = new StringBuilder();
    for (int number : numbers) {
      body.append(item(number, "id-" + number));
    }
    return send(server, body.toString());
  }

  private HttpResponse<String> send(UnreliableServer server, String body) throws Exception {
    return http.send(
        HttpRequest.newBuilder(server.url().resolve("/logs/_bulk?x=y"))
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private static String item(int number, String id) {
    String text = new String(new Event(LOG, number).line(Instant.EPOCH), UTF_8).strip();
    String document =
        text.startsWith("{") ? text : new JsonMapper().writeValueAsString(Map.of("message", text));
    return "{\"create\":{\"_id\":\"" + id + "\"}}\n" + document + "\n";
  }

  private static List<Integer> statuses(HttpResponse<String> answer) {
    JsonNode items = new JsonMapper().readTree(answer.body()).path("items");
    return items.valueStream().map(item -> item.at("/create/status").asInt()).toList();
  }
}
