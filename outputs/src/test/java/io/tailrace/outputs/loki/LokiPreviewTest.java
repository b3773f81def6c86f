package io.tailrace.outputs.loki;

import static io.tailrace.outputs.loki.Events.NEW_YEAR;
import static io.tailrace.outputs.loki.Events.line;
import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.outputs.Batch;
import io.tailrace.outputs.Delivery.Refused;
import io.tailrace.outputs.Preview.Request;
import io.tailrace.outputs.Selection;
import io.tailrace.outputs.http.HttpOptions;
import io.tailrace.parsers.Severity;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LokiPreviewTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.EPOCH.plusNanos(NEW_YEAR).plusSeconds(60));

  private final Batch batch = new Batch(1 << 20);

  @Test
  void aRequestIsTheOneThatWouldBeSent() {
    LokiPreview preview = preview(10);
    line("first").level(Severity.INFO).to(preview.encoder(), batch);
    line("second").level(Severity.WARN).text("team", "blue").to(preview.encoder(), batch);
    line("third").level(Severity.INFO).to(preview.encoder(), batch);

    Request request = preview.request(Selection.all(batch));

    // What LokiOutput does with these, without a server.
    var streams = new Streams("loki", 10);
    streams.of(SourceStreams.baseLabels(options(10)));
    var encoder = new LokiEncoder(options(10), streams);
    var sent = new Batch(1 << 20);
    line("first").level(Severity.INFO).to(encoder, sent);
    line("second").level(Severity.WARN).text("team", "blue").to(encoder, sent);
    line("third").level(Severity.INFO).to(encoder, sent);
    var body = new PushBody();
    body.build(Selection.all(sent), streams);
    assertThat(request.bodyBytes()).isEqualTo(body.size());
    assertThat(request.refused()).isEmpty();
    assertThat(preview.streams()).isEqualTo(2);
    assertThat(preview.labels()).containsExactly("level", "service_name", "team");
    assertThat(preview.mostLabels()).isEqualTo(3);
    assertThat(preview.recordsBeyondStreamLimit()).isZero();
  }

  @Test
  void whatLokiWouldNeverTakeIsRefusedAndNotMeasured() {
    LokiPreview preview = preview(10);
    line("old").at(NEW_YEAR - Duration.ofDays(8).toNanos()).to(preview.encoder(), batch);

    Request request = preview.request(Selection.all(batch));

    assertThat(request.bodyBytes()).isZero();
    assertThat(request.refused())
        .singleElement()
        .extracting(Refused::reason)
        .asString()
        .startsWith("too old for Loki");
    assertThat(preview.streams()).isZero();
  }

  @Test
  void whatFindsNoRoomForItsStreamIsCounted() {
    LokiPreview preview = preview(3);
    for (int i = 0; i < 10; i++) {
      line("x").text("team", "team" + i).to(preview.encoder(), batch);
    }

    preview.request(Selection.all(batch));

    assertThat(preview.streams()).isEqualTo(2);
    assertThat(preview.recordsBeyondStreamLimit()).isEqualTo(9);
  }

  private static LokiPreview preview(int maxStreams) {
    return new LokiPreview(options(maxStreams), CLOCK);
  }

  private static LokiOptions options(int maxStreams) {
    LokiLimits usual = LokiLimits.DEFAULT;
    return new LokiOptions(
        "loki",
        URI.create("http://localhost"),
        new HttpOptions(Duration.ofSeconds(1), Map.of(), Optional.empty(), HttpOptions.Tls.SYSTEM),
        Map.of(),
        List.of("level", "team"),
        List.of(),
        Optional.empty(),
        LokiLine.ORIGINAL,
        1,
        new LokiLimits(
            usual.maxLineBytes(),
            usual.maxAge(),
            usual.maxFuture(),
            usual.maxLabels(),
            usual.maxLabelNameLength(),
            usual.maxLabelValueLength(),
            usual.maxMetadataBytes(),
            usual.maxMetadataEntries(),
            maxStreams));
  }
}
