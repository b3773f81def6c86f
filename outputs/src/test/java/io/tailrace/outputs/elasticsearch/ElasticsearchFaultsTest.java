package io.tailrace.outputs.elasticsearch;

import static io.tailrace.outputs.elasticsearch.ScriptedElasticsearch.failure;
import static io.tailrace.outputs.elasticsearch.ScriptedElasticsearch.response;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailrace.outputs.Batch;
import io.tailrace.outputs.CountingOutput;
import io.tailrace.outputs.DeadLetters.DeadLetter;
import io.tailrace.outputs.ShipperStatus;
import io.tailrace.outputs.ShippingRig;
import io.tailrace.outputs.elasticsearch.ScriptedElasticsearch.Bulk;
import io.tailrace.outputs.http.HttpOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Row by row what can go wrong with Elasticsearch, through the real shipper, output and HTTP
 * client, to a server that keeps what it is sent: all of it is there once, or a dead letter.
 */
@Timeout(120)
class ElasticsearchFaultsTest {
  private static final String[] LINES =
      IntStream.range(0, 20).mapToObj(i -> "line " + i).toArray(String[]::new);
  private static final String PRESSURE = "es_rejected_execution_exception";

  @TempDir private Path folder;

  private ScriptedElasticsearch server;

  @BeforeEach
  void start() throws IOException {
    server = ScriptedElasticsearch.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  @Tag("E1")
  void aServerThatComesLateGetsEverythingOnce() throws Exception {
    int port = server.port();
    URI url = server.url();
    server.close();
    try (var rig = rig(options(url, Duration.ofSeconds(20)))) {
      rig.ship(Batches.of(LINES));
      rig.awaitRetrying("connection refused by " + url);
      rig.awaitStatus("tried again", status -> status.retries() > 10);
      assertThat(rig.settledSoFar()).isZero();

      server = ScriptedElasticsearch.start(port, null);
      rig.awaitSettled(1);

      assertAllStoredOnce(rig);
    }
  }

  static Stream<SocketEffect> brokenConnections() {
    return Stream.of(
        new SocketEffect.CloseSocket(),
        new SocketEffect.CloseSocket(false, true, false),
        SocketEffect.ShutdownConnection.INSTANCE,
        SocketEffect.Stall.INSTANCE);
  }

  @ParameterizedTest
  @MethodSource("brokenConnections")
  @Tag("E1")
  void aConnectionThatBreaksOrStallsHasEverythingSentAgainAsItWas(SocketEffect effect)
      throws Exception {
    try (var rig = rig(options(server.url(), Duration.ofSeconds(1)))) {
      for (int i = 0; i < 3; i++) {
        server.breakNext(effect);
      }
      rig.shipAll(Batches.of(LINES));

      assertAllStoredOnce(rig);
      assertThat(server.bulks()).hasSizeGreaterThanOrEqualTo(2);
      assertThat(bodies()).hasSize(1);
    }
  }

  @Test
  @Tag("E1")
  void aNameThatNobodyKnowsIsTriedForEver() throws Exception {
    try (var rig =
        rig(options(URI.create("http://no-such-host.invalid:9200"), Duration.ofSeconds(20)))) {
      rig.ship(Batches.of(LINES));
      rig.awaitRetrying("DNS: no address is known for http://no-such-host.invalid:9200");
      rig.awaitStatus("tried again", status -> status.retries() > 5);

      assertThat(rig.settledSoFar()).isZero();
      assertThat(rig.letters()).isEmpty();
    }
  }

  /** Several batches wait for a server that is down, and one request at a time looks for it. */
  @Test
  @Tag("E1")
  void theCircuitOpensAndOneRequestAtATimeLooksWhetherTheServerIsBack() throws Exception {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger mostOnceOpen = new AtomicInteger();
    server.mood(bulk -> response(503, "down"));
    try (var rig =
        rig(
            options(server.url(), Duration.ofSeconds(20)),
            Duration.ofMillis(50),
            now,
            mostOnceOpen)) {
      for (int i = 0; i < 4; i++) {
        rig.ship(batch(i));
      }
      rig.awaitStatus("the circuit is open", status -> status.attempts() >= 12);
      mostOnceOpen.set(0);
      rig.awaitStatus("tried again", status -> status.attempts() >= 20);
      assertThat(mostOnceOpen).hasValue(1);

      server.mood(bulk -> null);
      rig.awaitSettled(4);
      assertThat(server.messages()).containsExactlyInAnyOrderElementsOf(messages(4));
      assertThat(rig.letters()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  @Tag("E3")
  void refusedCredentialsBlockUntilTheSecretsFileIsReplaced(int status) throws Exception {
    Path file = Files.writeString(folder.resolve("api-key"), "old");
    server.mood(bulk ->
        "ApiKey new".equals(bulk.request().getHeaders().get("Authorization"))
            ? null
            : response(status, "{\"error\":" + error("security_exception", "no") + "}"));
    try (var rig = rig(authorized(() -> "ApiKey " + read(file)))) {
      rig.ship(Batches.of(LINES));
      rig.awaitBlocked("credentials");
      rig.awaitStatus("tried again", it -> it.retries() > 3);
      assertThat(rig.settledSoFar()).isZero();
      assertThat(rig.letters()).isEmpty();

      Files.writeString(file, "new");
      rig.awaitSettled(1);

      assertAllStoredOnce(rig);
      assertThat(rig.status().state()).isEqualTo(new ShipperStatus.State.Healthy());
    }
  }

  static Stream<MockResponse> missingTargets() {
    return Stream.of(
        response(404, "{\"error\":" + error("index_not_found_exception", "no such index") + "}"),
        response(
            400,
            "{\"error\":"
                + error("illegal_argument_exception", "pipeline with id [p] does not exist")
                + "}"));
  }

  @ParameterizedTest
  @MethodSource("missingTargets")
  @Tag("E4")
  void aMissingIndexOrPipelineBlocksUntilItIsThere(MockResponse missing) throws Exception {
    server.mood(bulk -> missing);
    try (var rig = rig(options(server.url(), Duration.ofSeconds(20)))) {
      rig.ship(Batches.of(LINES));
      rig.awaitBlocked("no");
      rig.awaitStatus("tried again", status -> status.retries() > 3);
      assertThat(rig.letters()).isEmpty();

      server.mood(bulk -> null);
      rig.awaitSettled(1);

      assertAllStoredOnce(rig);
    }
  }

  @Test
  @Tag("E4")
  void aMissingIndexOnSomeItemsBlocksTooAndNothingIsThereTwice() throws Exception {
    server.itemTrouble(message ->
        message.endsWith("7")
            ? Optional.of(failure(404, "index_not_found_exception", "no such index"))
            : Optional.empty());
    try (var rig = rig(options(server.url(), Duration.ofSeconds(20)))) {
      rig.ship(Batches.of(LINES));
      rig.awaitBlocked("no such index");
      assertThat(rig.letters()).isEmpty();

      server.itemTrouble(message -> Optional.empty());
      rig.awaitSettled(1);

      assertAllStoredOnce(rig);
    }
  }

  @Test
  @Tag("E5")
  void aRequestRefusedForSomeRecordsIsHalvedUntilTheyAreAlone() throws Exception {
    Set<String> poison = Set.of("line 0", "line 11", "line 12");
    server.mood(bulk ->
        bulk.messages().stream().anyMatch(poison::contains)
            ? response(400, "{\"error\":" + error("parse_exception", "unexpected byte") + "}")
            : null);
    try (var rig = rig(options(server.url(), Duration.ofSeconds(20)))) {
      rig.shipAll(Batches.of(LINES));

      assertStoredAndDeadLettered(rig, poison, "status 400, parse_exception: unexpected byte");
    }
  }

  @Test
  @Tag("E6")
  void aRequestThatIsTooLargeIsHalvedAndARecordThatIsTooLargeIsDeadLettered() throws Exception {
    String giant = "giant " + "x".repeat(2_000);
    server.mood(bulk -> bulk.bytes() > 1_000 ? response(413, "") : null);
    String[] lines = {"a", "b", "c", giant, "d", "e", "f", "g", "h", "i"};
    try (var rig = rig(options(server.url(), Duration.ofSeconds(20)))) {
      rig.shipAll(Batches.of(lines));

      List<String> rest = Stream.of(lines).filter(line -> !line.equals(giant)).toList();
      assertThat(server.messages()).containsExactlyElementsOf(rest);
      assertThat(rig.letters()).extracting(DeadLetter::offset).containsExactly(300L);
      assertThat(rig.letters().getFirst().reason()).isEqualTo("too large: status 413");
      assertThat(rig.letters().getFirst().body()).contains(giant);
    }
  }

  @Test
  @Tag("E7")
  void theWaitThatIsAskedForIsKept() throws Exception {
    server.answerNext(429, error("too_many", "slow"), "Retry-After", "1");
    List<Long> nanos = new ArrayList<>();
    server.mood(bulk -> {
      nanos.add(System.nanoTime());
      return null;
    });
    try (var rig = rig(options(server.url(), Duration.ofSeconds(20)))) {
      long began = System.nanoTime();
      rig.shipAll(Batches.of(LINES));

      assertThat(Duration.ofNanos(nanos.getFirst() - began))
          .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
      assertAllStoredOnce(rig);
    }
  }

  @Test
  @Tag("E7")
  void aWaitOfADayIsCut() throws Exception {
    server.answerNext(429, "", "Retry-After", "86400");
    try (var rig = rig(options(server.url(), Duration.ofSeconds(20)))) {
      rig.shipAll(Batches.of(LINES));

      assertAllStoredOnce(rig);
    }
  }

  /** Who has no room: the coordinating node refuses the request, a primary shard each item. */
  enum Busy {
    NODE {
      @Override
      MockResponse answer(Bulk bulk, String reason) {
        return response(429, "{\"error\":" + error(PRESSURE, reason) + ",\"status\":429}");
      }
    },
    SHARD {
      @Override
      MockResponse answer(Bulk bulk, String reason) {
        String item = "{\"create\":" + failure(429, PRESSURE, reason) + "}";
        String items = String.join(",", Collections.nCopies(bulk.ids().size(), item));
        return response(200, "{\"errors\":true,\"took\":3,\"items\":[" + items + "]}");
      }
    };

    abstract MockResponse answer(Bulk bulk, String reason);
  }

  /** Refused twice, so of four at once there is one left; that one is taken, which makes it two. */
  @ParameterizedTest
  @EnumSource
  @Tag("E7")
  void anOverloadedServerGetsFewerRequestsAtOnce(Busy busy) throws Exception {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    server.answerNext(bulk -> busy.answer(bulk, "busy"));
    server.answerNext(bulk -> busy.answer(bulk, "busy"));
    try (var rig =
        rig(options(server.url(), Duration.ofSeconds(20)), Duration.ofMillis(20), now, most)) {
      rig.shipAll(batch(0));
      var release = new CountDownLatch(1);
      server.mood(bulk -> {
        await(release);
        return null;
      });
      most.set(0);
      for (int i = 1; i <= 4; i++) {
        rig.ship(batch(i));
      }
      rig.awaitStatus("two are under way", status -> now.get() == 2);
      assertThat(release.await(100, TimeUnit.MILLISECONDS)).isFalse();
      release.countDown();
      rig.awaitSettled(4);

      assertThat(most).hasValue(2);
      assertThat(server.messages()).containsExactlyInAnyOrderElementsOf(messages(5));
      assertThat(rig.letters()).isEmpty();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @ParameterizedTest
  @EnumSource
  @Tag("E7")
  void aRequestOverTheServersOwnLimitIsHalvedAtOnceUntilItFits(Busy busy) throws Exception {
    server.mood(
        bulk -> bulk.bytes() > 1_000 ? busy.answer(bulk, pressure(bulk.bytes(), 1_000)) : null);
    try (var rig = rig(options(server.url(), Duration.ofSeconds(20)))) {
      rig.shipAll(Batches.of(LINES));

      assertAllStoredOnce(rig);
      // 20 lines of some 160 bytes: 20, then 10 and 5 and 5, then 10 and 5 and 5.
      assertThat(server.bulks()).hasSize(7);
    }
  }

  @Test
  @Tag("E7")
  void aRequestThatIsRefusedAgainAndAgainIsHalvedThoughNobodySaysWhy() throws Exception {
    server.mood(bulk -> bulk.bytes() > 1_000 ? response(429, "<html>busy</html>") : null);
    try (var rig = rig(options(server.url(), Duration.ofSeconds(20)))) {
      rig.shipAll(Batches.of(LINES));

      assertAllStoredOnce(rig);
      assertThat(rig.status().retries()).isGreaterThan(3);
    }
  }

  @ParameterizedTest
  @EnumSource
  @Tag("E7")
  void aRecordOverTheServersLimitWaitsForTheLimitToBeRaised(Busy busy) throws Exception {
    String giant = "giant " + "x".repeat(2_000);
    server.mood(
        bulk -> bulk.bytes() > 1_000 ? busy.answer(bulk, pressure(bulk.bytes(), 1_000)) : null);
    try (var rig = rig(options(server.url(), Duration.ofSeconds(20)))) {
      rig.ship(Batches.of("a", "b", giant, "c"));
      rig.awaitBlocked("one record is more than it takes at once");
      rig.awaitStatus("tried again", status -> status.retries() > 5);
      assertThat(server.messages()).containsExactly("a", "b");
      assertThat(rig.letters()).isEmpty();

      server.mood(bulk -> null);
      rig.awaitSettled(1);

      assertThat(server.messages()).containsExactly("a", "b", giant, "c");
    }
  }

  /** Both sides of the number of rounds: it is neither halved at once, nor sent whole for ever. */
  @ParameterizedTest
  @EnumSource
  @Tag("E7")
  void aRequestThatIsBusyForAWhileIsHalvedAfterSomeRounds(Busy busy) throws Exception {
    server.mood(bulk -> bulk.bytes() > 2_000 ? busy.answer(bulk, "queue is full") : null);
    try (var rig = rig(options(server.url(), Duration.ofSeconds(20)))) {
      rig.shipAll(Batches.of(LINES));

      assertAllStoredOnce(rig);
      assertThat(server.bulks())
          .extracting(bulk -> bulk.ids().size())
          .containsExactly(20, 20, 20, 20, 10, 10);
    }
  }

  @Test
  @Tag("E8")
  void onlyTheItemsThatFailedAreSentAgain() throws Exception {
    Map<String, Integer> failures = new HashMap<>();
    failures.put("line 3", 429);
    failures.put("line 8", 503);
    failures.put("line 19", 500);
    server.itemTrouble(message ->
        Optional.ofNullable(failures.remove(message)).map(status -> failure(status, "t", "later")));
    try (var rig = rig(options(server.url(), Duration.ofSeconds(20)))) {
      rig.shipAll(Batches.of(LINES));

      assertAllStoredOnce(rig);
      assertThat(server.bulks()).hasSize(2);
      assertThat(server.bulks().getLast().messages())
          .containsExactly("line 3", "line 8", "line 19");
    }
  }

  @Test
  @Tag("E9")
  void itemsTheMappingRefusesAreDeadLetteredAndTheRestIsKept() throws Exception {
    Set<String> refused = Set.of("line 2", "line 17");
    server.itemTrouble(message ->
        refused.contains(message)
            ? Optional.of(failure(400, "document_parsing_exception", "failed to parse field [n]"))
            : Optional.empty());
    try (var rig = rig(options(server.url(), Duration.ofSeconds(20)))) {
      rig.shipAll(Batches.of(LINES));

      assertStoredAndDeadLettered(
          rig, refused, "status 400, document_parsing_exception: failed to parse field [n]");
      assertThat(server.bulks()).hasSize(1);
    }
  }

  @Test
  @Tag("E10")
  void whatIsAlreadyThereIsDelivered() throws Exception {
    try (var rig = rig(options(server.url(), Duration.ofSeconds(20)))) {
      rig.shipAll(Batches.of(LINES));
      rig.shipAll(Batches.of(LINES));

      assertThat(server.bulks()).hasSize(2);
      assertThat(server.messages()).containsExactly(LINES);
      assertThat(rig.letters()).isEmpty();
      assertThat(rig.status().recordsDelivered()).isEqualTo(40);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "garbage",
        "",
        "<html>200 OK</html>",
        "{\"errors\":false,\"took\":1,\"items\":[]}",
        "{\"errors\":false,\"took\":1,\"items\":[{\"create\":{\"status\":201}}]}"
      })
  @Tag("E11")
  void anAnswerThatCannotBeUnderstoodHasAllSentAgainWithTheSameIds(String answer) throws Exception {
    server.storeNextAndAnswer(right -> response(200, answer));
    assertStoredOnceThoughSentTwice();
  }

  @Test
  @Tag("E11")
  void anAnswerThatIsCutOffHasAllSentAgainWithTheSameIds() throws Exception {
    server.storeNextAndAnswer(right ->
        response(200, right).newBuilder().onResponseBody(new SocketEffect.CloseSocket()).build());
    assertStoredOnceThoughSentTwice();
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504})
  @Tag("E12")
  void aProxysPageHasAllSentAgain(int status) throws Exception {
    server.answerNext(status, "<html><body>Bad Gateway</body></html>");
    assertStoredOnceThoughSentTwice();
  }

  @Test
  @Tag("E13")
  void whatWasStoredBeforeTheConnectionBrokeIsThereOnce() throws Exception {
    server.storeNextAndHangUp();
    assertStoredOnceThoughSentTwice();
  }

  /** The scripted server itself takes nothing but pairs of a create action and a document. */
  @Test
  @Tag("E14")
  void nothingInARecordMakesAnotherAction() throws Exception {
    String[] lines = {
      "\"}}\n{\"delete\":{\"_id\":\"1\"}}\n",
      "{\"delete\":{\"_index\":\"logs\",\"_id\":\"1\"}}",
      "\r\n{\"create\":{}}\r\n{}\r\n",
      "\u2028{\"delete\":{}}\u0085\u0000\u001b[31m",
      "_id\",\"pipeline\":\"evil"
    };
    try (var rig = rig(options(server.url(), Duration.ofSeconds(20)))) {
      rig.shipAll(Batches.of(lines));

      assertThat(server.messages()).containsExactly(lines);
      assertThat(server.ids())
          .allMatch(id -> id.matches("AZsk3kWyT0aXbC12-[0-9a-f]{10}"))
          .doesNotHaveDuplicates();
      String target = server.bulks().getFirst().request().getTarget();
      assertThat(target).startsWith("/logs-app-default/_bulk?");
    }
  }

  /** The settings of a careless person; what could end a name or a line is refused or escaped. */
  @Test
  @Tag("E14")
  @Tag("S6")
  void neitherPipelineNorIndexNorHeaderMakesAnotherParameterPathOrHeader() throws Exception {
    String pipeline = "p&filter_path=none#x\r\nX-Evil: 1/../é";
    var plain = options(server.url(), Duration.ofSeconds(20));
    var evil =
        new ElasticsearchOptions(
            "elasticsearch",
            plain.urls(),
            plain.http(),
            plain.target(),
            0,
            Optional.of(pipeline),
            false,
            1);
    try (var rig = rig(evil)) {
      rig.shipAll(Batches.of(LINES));

      assertAllStoredOnce(rig);
      var request = server.bulks().getFirst().request();
      assertThat(request.getUrl().queryParameterNames())
          .containsExactlyInAnyOrder("filter_path", "pipeline");
      assertThat(request.getUrl().queryParameter("pipeline")).isEqualTo(pipeline);
      assertThat(request.getUrl().encodedPath()).isEqualTo("/logs-app-default/_bulk");
      assertThat(request.getHeaders().get("X-Evil")).isNull();
    }
    for (String name : List.of("a/../b", "a?b", "a b", "a\r\nb", "a#", "\"}}", "A", "..")) {
      assertThatThrownBy(() -> new Target.Index(name))
          .as(name)
          .isInstanceOf(IllegalArgumentException.class);
    }
    for (String value : List.of("a\r\nX-Evil: 1", "a\nb", "a\u0000", "é")) {
      assertThatThrownBy(() -> withHeader("X-Team", value))
          .as(value)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private void assertStoredOnceThoughSentTwice() throws InterruptedException {
    try (var rig = rig(options(server.url(), Duration.ofSeconds(20)))) {
      rig.shipAll(Batches.of(LINES));

      assertAllStoredOnce(rig);
      assertThat(server.bulks()).hasSize(2);
      assertThat(bodies()).as("both times the same").hasSize(1);
    }
  }

  private void assertAllStoredOnce(ShippingRig rig) {
    assertThat(server.messages()).containsExactlyInAnyOrder(LINES);
    assertThat(rig.letters()).isEmpty();
    assertThat(rig.status().recordsDelivered()).isEqualTo(LINES.length);
    assertThat(rig.status().recordsDeadLettered()).isZero();
  }

  private void assertStoredAndDeadLettered(ShippingRig rig, Set<String> dead, String reason) {
    List<String> alive = Stream.of(LINES).filter(line -> !dead.contains(line)).toList();
    assertThat(server.messages()).containsExactlyInAnyOrderElementsOf(alive);
    assertThat(rig.letters()).hasSize(dead.size());
    assertThat(rig.letters()).extracting(DeadLetter::reason).containsOnly(reason);
    assertThat(
            rig.letters().stream()
                .flatMap(letter ->
                    dead.stream().filter(line -> letter.body().contains("\"" + line + "\""))))
        .containsExactlyInAnyOrderElementsOf(dead);
  }

  private Set<String> bodies() {
    var bodies = new HashSet<String>();
    server.bulks().forEach(bulk -> bodies.add(bulk.request().getBody().utf8()));
    return bodies;
  }

  private static Batch batch(int number) {
    return Batches.at(number * 1_000L, "line " + number);
  }

  private static List<String> messages(int count) {
    return IntStream.range(0, count).mapToObj(i -> "line " + i).toList();
  }

  private static String pressure(int bytes, int limit) {
    return ("rejected execution of coordinating operation [coordinating_and_primary_bytes=0,"
            + " replica_bytes=0, all_bytes=0, coordinating_operation_bytes=%d,"
            + " max_coordinating_bytes=%d]")
        .formatted(bytes, limit);
  }

  private static String error(String type, String reason) {
    return "{\"type\":\"%s\",\"reason\":\"%s\"}".formatted(type, reason);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ShippingRig rig(ElasticsearchOptions options) {
    return new ShippingRig(new ElasticsearchOutput(options, InstantSource.system()));
  }

  /** One that counts how many requests are under way. */
  private static ShippingRig rig(
      ElasticsearchOptions options, Duration longest, AtomicInteger now, AtomicInteger most) {
    var output = new ElasticsearchOutput(options, InstantSource.system());
    return new ShippingRig(new CountingOutput(output, now, most), longest);
  }

  private ElasticsearchOptions authorized(Supplier<String> authorization) {
    return options(
        server.url(),
        new HttpOptions(
            Duration.ofSeconds(20), Map.of(), Optional.of(authorization), HttpOptions.Tls.SYSTEM));
  }

  private static HttpOptions withHeader(String name, String value) {
    return new HttpOptions(
        Duration.ofSeconds(20), Map.of(name, value), Optional.empty(), HttpOptions.Tls.SYSTEM);
  }

  private static ElasticsearchOptions options(URI url, Duration timeout) {
    return options(
        url, new HttpOptions(timeout, Map.of(), Optional.empty(), HttpOptions.Tls.SYSTEM));
  }

  private static ElasticsearchOptions options(URI url, HttpOptions http) {
    return new ElasticsearchOptions(
        "elasticsearch",
        List.of(url),
        http,
        new Target.DataStream("app", "default"),
        0,
        Optional.empty(),
        false,
        4);
  }
}
