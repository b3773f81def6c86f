package io.tailrace.outputs.loki;

import static io.tailrace.outputs.loki.Events.NEW_YEAR;
import static io.tailrace.outputs.loki.Events.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tailrace.outputs.Batch;
import io.tailrace.outputs.Delivery;
import io.tailrace.outputs.Delivery.Blocked;
import io.tailrace.outputs.Delivery.Delivered;
import io.tailrace.outputs.Delivery.Overloaded;
import io.tailrace.outputs.Delivery.PartlyDelivered;
import io.tailrace.outputs.Delivery.Refused;
import io.tailrace.outputs.Delivery.TooLarge;
import io.tailrace.outputs.Delivery.TryAgain;
import io.tailrace.outputs.Delivery.Undeliverable;
import io.tailrace.outputs.Encoder;
import io.tailrace.outputs.Reachability.Reached;
import io.tailrace.outputs.Reachability.Unreachable;
import io.tailrace.outputs.Selection;
import io.tailrace.outputs.Source;
import io.tailrace.outputs.http.HttpOptions;
import io.tailrace.parsers.Severity;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import okhttp3.Headers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The output against a scripted Loki over HTTP. */
class LokiOutputTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.EPOCH.plusNanos(NEW_YEAR).plusSeconds(60));
  private static final long SECOND = 1_000_000_000L;

  private final Batch batch = new Batch(1 << 20);
  private LokiServer loki;
  private LokiOutput output;
  private Encoder encoder;

  @BeforeEach
  void start() throws IOException {
    loki = LokiServer.start(LokiLimits.DEFAULT, CLOCK);
    HttpOptions http = http(Duration.ofSeconds(20));
    output =
        new LokiOutput(
            options(loki.url(), http, Optional.empty(), LokiLimits.DEFAULT, "level", "team"),
            CLOCK);
    encoder = output.newEncoder();
  }

  @AfterEach
  void stop() {
    output.close();
    loki.close();
  }

  @Test
  void recordsArriveAsTheyWere() throws InterruptedException {
    line("first").level(Severity.INFO).text("trace_id", "t1").to(encoder, batch);
    line("second").at(NEW_YEAR + 7).text("team", "blue").to(encoder, batch);

    assertThat(send()).isEqualTo(new Delivered());

    assertThat(loki.entries())
        .containsExactly(
            new LokiServer.Entry(
                new TreeMap<>(Map.of("service_name", "shop", "level", "info")),
                NEW_YEAR,
                "first",
                new TreeMap<>(Map.of("filename", "/var/log/shop.log", "trace_id", "t1"))),
            new LokiServer.Entry(
                new TreeMap<>(Map.of("service_name", "shop", "team", "blue")),
                NEW_YEAR + 7,
                "second",
                new TreeMap<>(Map.of("filename", "/var/log/shop.log"))));
  }

  @Test
  void anyMixOfStreamsArrivesOnceAndInOrderWithinEach() throws InterruptedException {
    long seed = System.nanoTime();
    var random = new Random(seed);
    Map<String, List<String>> written = new HashMap<>();
    for (int round = 0; round < 20; round++) {
      batch.clear();
      for (int i = random.nextInt(300); i >= 0; i--) {
        String team = "team" + random.nextInt(5);
        String text = "same line".repeat(random.nextInt(3));
        // Times repeat often, and so do whole lines.
        line(text).at(NEW_YEAR + random.nextInt(3)).text("team", team).to(encoder, batch);
        written.computeIfAbsent(team, t -> new ArrayList<>()).add(text);
      }
      assertThat(send()).as("seed %d", seed).isEqualTo(new Delivered());
    }

    Map<String, List<String>> arrived = new HashMap<>();
    loki.entries()
        .forEach(e ->
            arrived
                .computeIfAbsent(e.labels().getOrDefault("team", ""), t -> new ArrayList<>())
                .add(e.line()));
    assertThat(arrived).as("seed %d", seed).isEqualTo(written);
    assertThat(loki.duplicates()).isZero();
  }

  @Test
  void aRequestSaysWhatItIs() throws InterruptedException {
    output.close();
    HttpOptions http =
        new HttpOptions(
            Duration.ofSeconds(5),
            Map.of("X-Extra", "1"),
            Optional.of(() -> "Bearer secret"),
            HttpOptions.Tls.SYSTEM);
    use(options(loki.url(), http, Optional.of("team-a"), LokiLimits.DEFAULT));
    line("x").to(encoder, batch);

    send();

    Headers headers = loki.pushes().getFirst().getHeaders();
    assertThat(loki.pushes().getFirst().getMethod()).isEqualTo("POST");
    assertThat(headers.get("Content-Type")).isEqualTo("application/x-protobuf");
    assertThat(headers.get("Content-Encoding")).isNull();
    assertThat(headers.get("X-Scope-OrgID")).isEqualTo("team-a");
    assertThat(headers.get("Authorization")).isEqualTo("Bearer secret");
    assertThat(headers.get("X-Extra")).isEqualTo("1");
    assertThat(headers.get("User-Agent")).startsWith("tailrace");
  }

  @Test
  void onlyTheSelectedRecordsAreSent() throws InterruptedException {
    for (String text : List.of("a", "b", "c", "d", "e")) {
      line(text).to(encoder, batch);
    }

    output.send(new Selection(batch, new int[] {0, 2, 3}));

    assertThat(loki.entries()).extracting(LokiServer.Entry::line).containsExactly("a", "c", "d");
  }

  @Test
  void linesOfOneNanosecondAreBothKeptInOrder() throws InterruptedException {
    line("same").to(encoder, batch);
    line("other").to(encoder, batch);
    line("same").to(encoder, batch);

    send();

    assertThat(loki.entries())
        .extracting(LokiServer.Entry::line)
        .containsExactly("same", "other", "same");
    assertThat(loki.entries())
        .extracting(LokiServer.Entry::timeNanos)
        .containsExactly(NEW_YEAR, NEW_YEAR + 1, NEW_YEAR + 2);
  }

  @Test
  void whatIsSentAgainAfterALostAnswerIsThereOnce() throws InterruptedException {
    line("a").to(encoder, batch);
    line("a").to(encoder, batch);
    loki.hangUpAfterNext();

    assertThat(send()).isInstanceOf(TryAgain.class);
    assertThat(send()).isEqualTo(new Delivered());

    assertThat(loki.entries()).hasSize(2);
    assertThat(loki.duplicates()).isEqualTo(2);
  }

  @Test
  void recordsLokiWouldRefuseAreNotSentAndTheRestIs() throws InterruptedException {
    LokiLimits limits = LokiLimits.DEFAULT;
    long now = NEW_YEAR + 60 * SECOND;
    line("too old").at(now - limits.maxAge().toNanos() - 1).to(encoder, batch);
    line("fine").at(now - 60 * SECOND).to(encoder, batch);
    line("too new").at(now + limits.maxFuture().toNanos() + 1).to(encoder, batch);
    line("x".repeat(limits.maxLineBytes() + 1)).to(encoder, batch);
    line("y".repeat(limits.maxLineBytes())).to(encoder, batch);

    Delivery delivery = send();

    assertThat(delivery)
        .isInstanceOfSatisfying(
            PartlyDelivered.class,
            partly -> {
              assertThat(partly.retry()).isEmpty();
              assertThat(partly.refused()).extracting(Refused::record).containsExactly(0, 2, 3);
              assertThat(partly.refused().get(0).reason()).contains("too old", "2025-12-25T00:01");
              assertThat(partly.refused().get(1).reason()).contains("too new");
              assertThat(partly.refused().get(2).reason()).contains("262145 bytes");
            });
    assertThat(loki.entries()).hasSize(2);
  }

  @Test
  void theOldestAndNewestTimesLokiTakesAreSent() throws InterruptedException {
    long now = NEW_YEAR + 60 * SECOND;
    line("newest").at(now + LokiLimits.DEFAULT.maxFuture().toNanos()).to(encoder, batch);
    line("oldest")
        .at(now - LokiLimits.DEFAULT.maxAge().toNanos())
        .text("team", "a")
        .to(encoder, batch);

    assertThat(send()).isEqualTo(new Delivered());
  }

  @Test
  void whenNothingIsFitToBeSentNothingIsSent() throws InterruptedException {
    line("old").at(5).to(encoder, batch);

    assertThat(send()).isInstanceOf(PartlyDelivered.class);
    assertThat(loki.pushes()).isEmpty();
  }

  @Test
  void refusedRecordsWaitForTheFateOfTheRest() throws InterruptedException {
    line("old").at(5).to(encoder, batch);
    line("fine").to(encoder, batch);
    loki.answerNext(503, "unhealthy instances in the ring");

    assertThat(send()).isInstanceOf(TryAgain.class);
    assertThat(send())
        .isInstanceOfSatisfying(
            PartlyDelivered.class, partly -> assertThat(partly.refused()).hasSize(1));
  }

  @Test
  void anEntryTooFarBehindIsFoundByBisectionWithTimesUnchanged() throws InterruptedException {
    long hours = 3600 * SECOND;
    line("new").to(encoder, batch);
    line("behind").at(NEW_YEAR - 2 * hours).to(encoder, batch);
    line("new too").to(encoder, batch);

    assertThat(send())
        .isInstanceOfSatisfying(
            Undeliverable.class, u -> assertThat(u.reason()).contains("too far behind"));
    assertThat(output.send(Selection.all(batch).slice(0, 1))).isEqualTo(new Delivered());
    assertThat(output.send(Selection.all(batch).slice(1, 2))).isInstanceOf(Undeliverable.class);
    assertThat(output.send(Selection.all(batch).slice(2, 3))).isEqualTo(new Delivered());

    assertThat(loki.entries()).extracting(LokiServer.Entry::line).containsExactly("new", "new too");
  }

  @Test
  void aFileThatLagsHoursBehindAnotherIsNotRefusedByDefault() throws InterruptedException {
    output.close();
    use(LokiOptions.of("loki", loki.url(), http(Duration.ofSeconds(20))));
    var lagging =
        new Source("EEEEEEEEEEEEEEEE", "/var/log/lags.log", Map.of("service.name", "shop"));
    line("new").to(encoder, batch);
    line("hours old").at(NEW_YEAR - 5 * 3600 * SECOND).to(encoder, lagging, batch);

    assertThat(send()).isEqualTo(new Delivered());

    assertThat(loki.entries())
        .extracting(entry -> entry.labels().get("filename"))
        .containsExactly("/var/log/shop.log", "/var/log/lags.log");
  }

  @Test
  void aBodyOverTheLimitIsTooLarge() throws InterruptedException {
    line("x".repeat(1000)).to(encoder, batch);
    loki.maxBodyBytes(500);

    assertThat(send()).isInstanceOf(TooLarge.class);
  }

  @Test
  void aMissingTenantBlocks() throws InterruptedException {
    line("x").to(encoder, batch);
    loki.requireTenant();

    assertThat(send())
        .isInstanceOfSatisfying(Blocked.class, b -> assertThat(b.reason()).contains("no org id"));
  }

  @Test
  void retryAfterIsReadAsSecondsAndAsADate() throws InterruptedException {
    line("x").to(encoder, batch);
    loki.answerNext(429, "rate", "Retry-After", "3");
    loki.answerNext(429, "rate", "Retry-After", "Thu, 01 Jan 2026 00:02:00 GMT");
    loki.answerNext(429, "rate", "Retry-After", "soon");

    assertThat(send()).isEqualTo(again(Optional.of(Duration.ofSeconds(3))));
    assertThat(send()).isEqualTo(again(Optional.of(Duration.ofSeconds(60))));
    assertThat(send()).isEqualTo(again(Optional.empty()));
  }

  @Test
  void noAnswerInTimeIsTriedAgain() throws InterruptedException {
    output.close();
    use(options(loki.url(), http(Duration.ofMillis(200)), Optional.empty(), LokiLimits.DEFAULT));
    line("x").to(encoder, batch);
    loki.stallNext();

    assertThat(send()).isInstanceOf(TryAgain.class);
  }

  @Test
  void aLokiThatIsDownIsTriedAgainAndNamed() throws InterruptedException {
    line("x").to(encoder, batch);
    URI url = loki.url();
    loki.close();

    assertThat(send())
        .isInstanceOfSatisfying(
            TryAgain.class, a -> assertThat(a.reason()).isEqualTo("connection refused by " + url));
  }

  @Test
  void anInterruptEndsARequestThatStalls() throws InterruptedException {
    line("x").to(encoder, batch);
    loki.stallNext();
    var thrown = new CompletableFuture<Throwable>();
    // On a virtual thread, as the shipper's are: only those can be interrupted in a socket.
    Thread sender = Thread.ofVirtual().start(() -> thrown.complete(catchThrowable(this::send)));

    awaitPush();
    sender.interrupt();

    assertThat(thrown)
        .succeedsWithin(Duration.ofSeconds(10))
        .isInstanceOf(InterruptedException.class);
  }

  private void awaitPush() throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (loki.pushes().isEmpty()) {
      assertThat(System.nanoTime()).as("no push came").isLessThan(deadline);
      Thread.sleep(Duration.ofMillis(1));
    }
  }

  @Test
  void bodiesAreReusedForBatchesOfAnySizeAndManyStreams() throws InterruptedException {
    for (int size : new int[] {1, 500, 3, 700, 2}) {
      batch.clear();
      for (int i = 0; i < size; i++) {
        line("line " + i).at(NEW_YEAR + i).text("team", size + "-" + i % 97).to(encoder, batch);
      }
      assertThat(send()).isEqualTo(new Delivered());
    }
    assertThat(loki.entries()).hasSize(1206);
  }

  @Test
  void aDeadLetterIsJsonOnOneLine() {
    line("a \"quoted\"\nline")
        .at(NEW_YEAR + 5)
        .level(Severity.WARN)
        .text("team", "blue\t")
        .text("trace_id", "t1")
        .to(encoder, new Source("DDDDDDDDDDDDDDDD", "/x.log", Map.of()), batch);

    assertThat(output.deadLetter(batch, 0))
        .isEqualTo(
            "{\"labels\":{\"level\":\"warn\",\"service_name\":\"unknown_service\",\"team\":\"blue\\t\"},"
                + "\"timestamp\":\"1767225600000000005\",\"line\":\"a \\\"quoted\\\"\\nline\","
                + "\"metadata\":{\"filename\":\"/x.log\",\"trace_id\":\"t1\"}}");
  }

  @Test
  void reachSaysWhichLokiIsThere() throws InterruptedException {
    assertThat(output.reach())
        .isEqualTo(new Reached("Loki 3.5.0 at " + loki.url() + "/loki/api/v1/push"));
    assertThat(loki.entries()).isEmpty();
  }

  @Test
  void reachSaysWhatToDo() throws InterruptedException {
    loki.answerNext(403, "forbidden");
    assertUnreachable("credentials");
    loki.answerNext(260, "ingestion blocked");
    assertUnreachable("ingestion is blocked");
    loki.answerNext(503, "not ready");
    assertUnreachable("is Loki ready?");
    loki.requireTenant();
    assertUnreachable("wants a tenant");
    loki.close();
    assertUnreachable("is Loki up");
  }

  @Test
  void aUserInTheUrlIsSentAsCredentialsAndNeverShown() throws InterruptedException {
    output.close();
    URI withUser = URI.create(loki.url().toString().replace("://", "://me:s3cret@"));
    use(options(withUser, http(Duration.ofSeconds(20)), Optional.empty(), LokiLimits.DEFAULT));
    line("x").to(encoder, batch);
    loki.answerNext(404, "not here");
    assertUnreachable("is no Loki push API");

    assertThat(send()).isEqualTo(new Delivered());

    assertThat(loki.pushes().getLast().getHeaders().get("Authorization"))
        .isEqualTo("Basic bWU6czNjcmV0");
  }

  @Test
  void aUrlWithAPathIsUsedAsItIs() throws InterruptedException {
    output.close();
    URI elsewhere = URI.create(loki.url() + "/elsewhere?token=s3cret");
    use(options(elsewhere, http(Duration.ofSeconds(20)), Optional.empty(), LokiLimits.DEFAULT));
    line("x").to(encoder, batch);

    assertThat(send()).isInstanceOf(Blocked.class);
    assertUnreachable("/elsewhere is no Loki push API");
  }

  private void assertUnreachable(String what) throws InterruptedException {
    assertThat(output.reach())
        .isInstanceOfSatisfying(
            Unreachable.class, u -> assertThat(u.reason()).contains(what).doesNotContain("s3cret"));
  }

  private static Overloaded again(Optional<Duration> after) {
    return new Overloaded(after, "HTTP 429: rate", false);
  }

  private Delivery send() throws InterruptedException {
    return output.send(Selection.all(batch));
  }

  private void use(LokiOptions options) {
    output = new LokiOutput(options, CLOCK);
    encoder = output.newEncoder();
  }

  private static HttpOptions http(Duration timeout) {
    return new HttpOptions(timeout, Map.of(), Optional.empty(), HttpOptions.Tls.SYSTEM);
  }

  private static LokiOptions options(
      URI url,
      HttpOptions http,
      Optional<String> tenant,
      LokiLimits limits,
      String... labelFields) {
    return new LokiOptions(
        "loki",
        url,
        http,
        Map.of(),
        List.of(labelFields),
        List.of(),
        tenant,
        LokiLine.ORIGINAL,
        2,
        limits);
  }
}
