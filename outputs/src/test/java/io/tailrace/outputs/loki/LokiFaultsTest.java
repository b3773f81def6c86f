package io.tailrace.outputs.loki;

import static io.tailrace.outputs.loki.Events.NEW_YEAR;
import static io.tailrace.outputs.loki.Events.line;
import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.outputs.Batch;
import io.tailrace.outputs.DeadLetters.DeadLetter;
import io.tailrace.outputs.Encoder;
import io.tailrace.outputs.ShipperStatus;
import io.tailrace.outputs.ShippingRig;
import io.tailrace.outputs.Source;
import io.tailrace.outputs.http.HttpOptions;
import io.tailrace.outputs.loki.proto.PushRequest;
import io.tailrace.outputs.loki.proto.StreamAdapter;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Row by row what can go wrong with Loki, through the real shipper, output and HTTP client, to a
 * server with Loki's rules that keeps what it takes: each line is there once, or a dead letter.
 */
@Timeout(120)
class LokiFaultsTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.EPOCH.plusNanos(NEW_YEAR).plusSeconds(60));
  private static final long SECOND = 1_000_000_000L;
  private static final List<String> LINES =
      IntStream.range(0, 20).mapToObj(i -> "line " + i).toList();

  private LokiServer loki;
  private final Batch batch = new Batch(1 << 20);

  @BeforeEach
  void start() throws IOException {
    loki = LokiServer.start(LokiLimits.DEFAULT, CLOCK);
  }

  @AfterEach
  void stop() {
    loki.close();
  }

  @Test
  @Tag("L1")
  void whatIsAnsweredBy204IsThereOnceInOrder() throws Exception {
    try (var rig = rig(options())) {
      shipLines(rig);

      assertAllStoredOnce(rig);
      assertThat(loki.pushes()).hasSize(1);
    }
  }

  @Test
  @Tag("L2")
  void aTenantWhoseIngestionIsBlockedHasDeadLettersThough260IsNoError() throws Exception {
    loki.answerNext(260, "ingestion blocked for user 'a' until 2027");
    try (var rig = rig(options())) {
      shipLines(rig);

      assertThat(loki.entries()).isEmpty();
      assertDeadLettered(rig, LINES, "ingestion is blocked");
      assertThat(rig.status().recordsDelivered()).isZero();
    }
  }

  /** One line for each of Loki's limits, among others that are fine; the encoder keeps to some. */
  @Test
  @Tag("L3")
  void whatLokiWouldRefuseIsDeadLetteredByItselfAndTheRestIsThere() throws Exception {
    LokiLimits limits = LokiLimits.DEFAULT;
    long now = NEW_YEAR + 60 * SECOND;
    try (var rig = rig(options("team"))) {
      Encoder encoder = rig.output().newEncoder();
      line("fine 1").to(encoder, batch);
      line("too old").at(now - limits.maxAge().toNanos() - 1).to(encoder, batch);
      line("fine 2").at(NEW_YEAR + 2).to(encoder, batch);
      line("too new").at(now + limits.maxFuture().toNanos() + 1).to(encoder, batch);
      String tooLong = "x".repeat(limits.maxLineBytes() + 1);
      line(tooLong).to(encoder, batch);
      line("long label")
          .text("team", "t".repeat(limits.maxLabelValueLength() + 1))
          .to(encoder, batch);
      line("long metadata")
          .text("trace_id", "t".repeat(limits.maxMetadataBytes() + 1))
          .to(encoder, batch);
      rig.shipAll(batch);

      assertThat(lines())
          .containsExactlyInAnyOrder("fine 1", "fine 2", "long label", "long metadata");
      assertThat(rig.letters())
          .extracting(DeadLetter::reason)
          .satisfiesExactlyInAnyOrder(
              reason -> assertThat(reason).startsWith("too old for Loki"),
              reason -> assertThat(reason).startsWith("too new for Loki"),
              reason -> assertThat(reason).startsWith("too long for Loki"));
      assertThat(loki.pushes()).as("nothing that Loki refuses is sent").hasSize(1);
    }
  }

  /**
   * Only Loki knows what is too far behind. It stores the other entries of the request, and gets
   * them again in the bisection, with the times they had.
   */
  @Test
  @Tag("L3")
  void anEntryTooFarBehindIsDeadLetteredAloneAndTheRestIsThereOnce() throws Exception {
    long hours = 3600 * SECOND;
    try (var rig = rig(options())) {
      Encoder encoder = rig.output().newEncoder();
      List<String> good = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        boolean behind = i == 7 || i == 8 || i == 19;
        line("line " + i).at(behind ? NEW_YEAR - (2 + i) * hours : NEW_YEAR).to(encoder, batch);
        if (!behind) {
          good.add("line " + i);
        }
      }
      rig.shipAll(batch);

      assertThat(lines()).containsExactlyElementsOf(good);
      assertThat(loki.entries())
          .extracting(LokiServer.Entry::timeNanos)
          .containsExactlyElementsOf(
              IntStream.range(0, good.size()).mapToObj(i -> NEW_YEAR + i).toList());
      assertDeadLettered(rig, List.of("line 7", "line 8", "line 19"), "too far behind");
      assertThat(loki.duplicates()).as("what was sent again").isPositive();
    }
  }

  @ParameterizedTest
  @CsvSource({"401,no org id", "400,no org id", "403,forbidden"})
  @Tag("L4")
  void aMissingTenantOrWrongCredentialsBlockUntilTheyAreMended(int status, String text)
      throws Exception {
    AtomicReference<MockResponse> refusal = new AtomicReference<>(LokiServer.answer(status, text));
    loki.mood(push -> refusal.get());
    try (var rig = rig(options())) {
      encodeLines(rig);
      rig.ship(batch);
      rig.awaitBlocked(text);
      rig.awaitStatus("tried again", it -> it.retries() > 3);
      assertThat(rig.settledSoFar()).isZero();
      assertThat(rig.letters()).isEmpty();

      loki.mood(push -> null);
      rig.awaitSettled(1);

      assertAllStoredOnce(rig);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "413,request body too large",
    "500,rpc error: code = ResourceExhausted desc = grpc: received message larger than max"
  })
  @Tag("L5")
  void whatIsTooLargeIsSplitAndALineThatIsTooLargeIsDeadLettered(int status, String text)
      throws Exception {
    loki.mood(push -> push.getSerializedSize() > 500 ? LokiServer.answer(status, text) : null);
    String giant = "giant " + "x".repeat(600);
    try (var rig = rig(options())) {
      Encoder encoder = rig.output().newEncoder();
      for (int i = 0; i < 20; i++) {
        line(i == 13 ? giant : "line " + i).to(encoder, batch);
      }
      rig.shipAll(batch);

      List<String> rest = LINES.stream().filter(line -> !line.equals("line 13")).toList();
      assertThat(lines()).containsExactlyElementsOf(rest);
      assertThat(loki.duplicates()).isZero();
      assertDeadLettered(rig, List.of(giant), text);
    }
  }

  @Test
  @Tag("L6")
  void noValidStreamIsOurFaultAndDeadLettered() throws Exception {
    loki.answerNext(422, "error at least one valid stream is required for ingestion");
    try (var rig = rig(options())) {
      shipLines(rig);

      assertDeadLettered(rig, LINES, "a fault of this agent");
    }
  }

  /** The first half of the lines was stored, as when one stream of two is over its own rate. */
  @Test
  @Tag("L7")
  void aRateLimitThatHitsPartOfARequestHasItSentAgainUnchanged() throws Exception {
    loki.answerAfterStoring(
        429, "Per stream rate limit exceeded", stream -> stream.getLabels().contains("even"));
    try (var rig = rig(options("team"))) {
      Encoder encoder = rig.output().newEncoder();
      for (int i = 0; i < 20; i++) {
        line("line " + i).text("team", i % 2 == 0 ? "even" : "odd").to(encoder, batch);
      }
      rig.shipAll(batch);

      assertThat(lines()).containsExactlyInAnyOrderElementsOf(LINES);
      assertThat(loki.duplicates()).isEqualTo(10);
      assertThat(loki.pushes()).hasSize(2);
      assertThat(loki.pushes().get(0).getBody()).isEqualTo(loki.pushes().get(1).getBody());
      assertThat(rig.letters()).isEmpty();
    }
  }

  /** More at once than the limit's burst is refused for ever, in the same words. */
  @Test
  @Tag("L7")
  void aRequestOverTheBurstIsHalvedUntilItIsTaken() throws Exception {
    loki.mood(push ->
        push.getSerializedSize() > 500
            ? LokiServer.answer(429, "ingestion rate limit exceeded for user a")
            : null);
    try (var rig = rig(options())) {
      shipLines(rig);

      assertAllStoredOnce(rig);
    }
  }

  @Test
  @Tag("L7")
  void theWaitThatIsAskedForIsKept() throws Exception {
    loki.answerNext(429, "rate", "Retry-After", "1");
    try (var rig = rig(options())) {
      long began = System.nanoTime();
      shipLines(rig);

      assertThat(Duration.ofNanos(System.nanoTime() - began))
          .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
      assertAllStoredOnce(rig);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504})
  @Tag("L8")
  void serverTroubleHasAllSentAgain(int status) throws Exception {
    for (int i = 0; i < 3; i++) {
      loki.answerNext(status, "<html>Bad Gateway</html>");
    }
    try (var rig = rig(options())) {
      shipLines(rig);

      assertAllStoredOnce(rig);
      assertThat(loki.pushes()).hasSize(4);
    }
  }

  static Stream<SocketEffect> brokenConnections() {
    return Stream.of(new SocketEffect.CloseSocket(), SocketEffect.Stall.INSTANCE);
  }

  @ParameterizedTest
  @MethodSource("brokenConnections")
  @Tag("L8")
  void aConnectionThatBreaksOrStallsHasAllSentAgain(SocketEffect effect) throws Exception {
    loki.breakNext(effect);
    loki.breakNext(effect);
    try (var rig = rig(options(loki.url(), Duration.ofSeconds(1)))) {
      shipLines(rig);

      assertAllStoredOnce(rig);
    }
  }

  @Test
  @Tag("L8")
  void whatWasStoredBeforeTheConnectionBrokeIsThereOnce() throws Exception {
    loki.hangUpAfterNext();
    try (var rig = rig(options())) {
      shipLines(rig);

      assertAllStoredOnce(rig);
      assertThat(loki.duplicates()).isEqualTo(LINES.size());
    }
  }

  @Test
  @Tag("L8")
  void aLokiThatComesLateGetsEverythingOnce() throws Exception {
    int port = loki.port();
    URI url = loki.url();
    loki.close();
    try (var rig = rig(options(url, Duration.ofSeconds(20)))) {
      encodeLines(rig);
      rig.ship(batch);
      rig.awaitRetrying("connection refused");
      rig.awaitStatus("tried again", status -> status.retries() > 5);

      loki = LokiServer.start(LokiLimits.DEFAULT, CLOCK, port, null, false);
      rig.awaitSettled(1);

      assertAllStoredOnce(rig);
      assertThat(rig.status().state()).isEqualTo(new ShipperStatus.State.Healthy());
    }
  }

  @Test
  @Tag("L9")
  void linesOfOneNanosecondAreAllThereInOrderThoughTheyAreEqualAndSentTwice() throws Exception {
    loki.hangUpAfterNext();
    try (var rig = rig(options())) {
      Encoder encoder = rig.output().newEncoder();
      List<String> written = List.of("same", "same", "other", "same", "other");
      written.forEach(text -> line(text).to(encoder, batch));
      rig.shipAll(batch);

      assertThat(lines()).containsExactlyElementsOf(written);
      assertThat(loki.entries())
          .extracting(LokiServer.Entry::timeNanos)
          .containsExactly(NEW_YEAR, NEW_YEAR + 1, NEW_YEAR + 2, NEW_YEAR + 3, NEW_YEAR + 4);
    }
  }

  /**
   * One batch at a time, as where order on arrival matters; the outage has several waiting one
   * after the other, each over more than one attempt. Loki refuses what is over an hour behind its
   * stream's newest, so with anything but the oldest first there would be dead letters.
   */
  @Test
  @Tag("L10")
  void afterAnOutageTheOldestComesFirst() throws Exception {
    long halfHour = 1800 * SECOND;
    loki.mood(push -> LokiServer.answer(503, "down"));
    try (var rig = rig(options())) {
      Encoder encoder = rig.output().newEncoder();
      List<String> written = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        line("line " + i).at(NEW_YEAR - (20 - i) * halfHour).to(encoder, batch);
        written.add("line " + i);
      }
      rig.ship(batch);
      rig.awaitStatus("tried again", status -> status.retries() > 5);
      // A server that recovers takes little at first, and something else breaks in between.
      loki.mood(new Recovery());
      rig.awaitSettled(1);

      assertThat(lines()).containsExactlyElementsOf(written);
      assertThat(rig.letters()).isEmpty();
    }
  }

  /** Takes three entries at once at most, and fails with every second request all the same. */
  private static final class Recovery implements Function<PushRequest, @Nullable MockResponse> {
    private int count;

    @Override
    public @Nullable MockResponse apply(PushRequest push) {
      if (push.getStreamsList().stream().mapToInt(StreamAdapter::getEntriesCount).sum() > 3) {
        return LokiServer.answer(413, "too large");
      }
      count++;
      return count % 2 == 0 ? LokiServer.answer(503, "not yet") : null;
    }
  }

  @Test
  @Tag("L11")
  void aFieldWithAValueOfItsOwnInEachLineMakesFewStreamsAndIsStillFound() throws Exception {
    int most = 5;
    LokiLimits limits = limited(most);
    var output =
        new LokiOutput(
            new LokiOptions(
                "loki",
                loki.url(),
                http(Duration.ofSeconds(20)),
                Map.of(),
                List.of("user"),
                List.of(),
                Optional.empty(),
                LokiLine.ORIGINAL,
                2,
                limits),
            CLOCK);
    try (var rig = new ShippingRig(output)) {
      Encoder encoder = output.newEncoder();
      List<String> written = IntStream.range(0, 200).mapToObj(i -> "line " + i).toList();
      for (int i = 0; i < written.size(); i++) {
        line(written.get(i)).text("user", "u" + i).to(encoder, batch);
      }
      rig.shipAll(batch);

      assertThat(lines()).containsExactlyInAnyOrderElementsOf(written);
      assertThat(loki.entries().stream().map(LokiServer.Entry::labels).distinct())
          .hasSizeLessThanOrEqualTo(most);
      assertThat(loki.entries())
          .allSatisfy(entry ->
              assertThat(
                      entry.labels().getOrDefault("user", "")
                          + entry.metadata().getOrDefault("user", ""))
                  .isEqualTo(entry.line().replace("line ", "u")));
      assertThat(output.recordsBeyondStreamLimit())
          .isEqualTo(loki.entries().stream().filter(e -> !e.labels().containsKey("user")).count())
          .isGreaterThan(190);
    }
  }

  private static LokiLimits limited(int maxStreams) {
    LokiLimits usual = LokiLimits.DEFAULT;
    return new LokiLimits(
        usual.maxLineBytes(),
        usual.maxAge(),
        usual.maxFuture(),
        usual.maxLabels(),
        usual.maxLabelNameLength(),
        usual.maxLabelValueLength(),
        usual.maxMetadataBytes(),
        usual.maxMetadataEntries(),
        maxStreams);
  }

  /** What an application or a pod may have in a label, a name or a line. */
  @Test
  @Tag("S6")
  void nothingInARecordMakesAnotherLabelStreamOrHeader() throws Exception {
    String evil = "\"} {job=\"other\"}\r\nX-Scope-OrgID: other\u0000\u001b[31m\u2028\\";
    var source = new Source("EEEEEEEEEEEEEEEE", "/var/log/" + evil, Map.of("service.name", evil));
    try (var rig = rig(options("team", "evil\"name"))) {
      Encoder encoder = rig.output().newEncoder();
      line(evil).text("team", evil).text("evil\"name", evil).to(encoder, source, batch);
      rig.shipAll(batch);

      assertThat(loki.entries()).hasSize(1);
      LokiServer.Entry entry = loki.entries().getFirst();
      assertThat(entry.line()).isEqualTo(evil);
      assertThat(entry.labels())
          .isEqualTo(Map.of("team", evil, "evil_name", evil, "service_name", evil));
      assertThat(loki.pushes().getFirst().getHeaders().get("X-Scope-OrgID")).isNull();
    }
  }

  private void encodeLines(ShippingRig rig) {
    Encoder encoder = rig.output().newEncoder();
    for (int i = 0; i < LINES.size(); i++) {
      line(LINES.get(i)).at(NEW_YEAR + i).to(encoder, batch);
    }
  }

  private void shipLines(ShippingRig rig) throws InterruptedException {
    encodeLines(rig);
    rig.shipAll(batch);
  }

  private List<String> lines() {
    return loki.entries().stream().map(LokiServer.Entry::line).toList();
  }

  private void assertAllStoredOnce(ShippingRig rig) {
    assertThat(lines()).containsExactlyElementsOf(LINES);
    assertThat(rig.letters()).isEmpty();
    assertThat(rig.status().recordsDelivered()).isEqualTo(LINES.size());
  }

  private static void assertDeadLettered(ShippingRig rig, Collection<String> lines, String reason) {
    assertThat(rig.letters())
        .extracting(letter -> letter.body().replaceAll(".*\"line\":\"([^\"]*)\".*", "$1"))
        .containsExactlyInAnyOrderElementsOf(lines);
    assertThat(rig.letters()).allSatisfy(letter -> assertThat(letter.reason()).contains(reason));
  }

  private static ShippingRig rig(LokiOptions options) {
    return new ShippingRig(new LokiOutput(options, CLOCK));
  }

  private LokiOptions options(String... labelFields) {
    return options(loki.url(), Duration.ofSeconds(20), labelFields);
  }

  private static LokiOptions options(URI url, Duration timeout, String... labelFields) {
    return new LokiOptions(
        "loki",
        url,
        http(timeout),
        Map.of(),
        List.of(labelFields),
        List.of(),
        Optional.empty(),
        LokiLine.ORIGINAL,
        1,
        LokiLimits.DEFAULT);
  }

  private static HttpOptions http(Duration timeout) {
    return new HttpOptions(timeout, Map.of(), Optional.empty(), HttpOptions.Tls.SYSTEM);
  }
}
