package io.tailrace.outputs.loki;

import static org.assertj.core.api.Assertions.assertThat;

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
import io.tailrace.outputs.Selection;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Row by row what Loki may answer; the numbers are those of the list of faults. */
class PushAnswerTest {
  private static final Selection SENT = new Selection(new Batch(16), new int[] {3, 5});

  @ParameterizedTest
  @ValueSource(ints = {200, 202, 204})
  void l1StoredIsDelivered(int status) {
    assertThat(answer(status, "").delivery(SENT)).isEqualTo(new Delivered());
  }

  @ParameterizedTest
  @ValueSource(ints = {260, 299, 206})
  void l2BlockedIngestionIsRefusedThoughItIs2xx(int status) {
    PushAnswer answer = answer(status, "ingestion blocked for user 'a' until 2027");

    assertThat(answer.delivery(SENT))
        .isInstanceOfSatisfying(
            PartlyDelivered.class,
            partly -> {
              assertThat(partly.retry()).isEmpty();
              assertThat(partly.refused()).extracting(Refused::record).containsExactly(3, 5);
              assertThat(partly.refused().getFirst().reason())
                  .contains("HTTP " + status + ": ingestion blocked for user 'a' until 2027");
            });
    assertThat(answer.isAlarming()).isTrue();
  }

  @Test
  void l3ABadEntryMakesTheRequestUndeliverable() {
    assertThat(answer(400, "entry for stream '{}' has timestamp too old").delivery(SENT))
        .isEqualTo(new Undeliverable("HTTP 400: entry for stream '{}' has timestamp too old"));
  }

  @ParameterizedTest
  @CsvSource({"401,no org id", "403,forbidden", "400,no org id", "404,page not found", "302,''"})
  void l4WhatAPersonMustMendBlocks(int status, String text) {
    assertThat(answer(status, text).delivery(SENT)).isInstanceOf(Blocked.class);
  }

  @ParameterizedTest
  @CsvSource({
    "413,anything",
    "500,rpc error: code = ResourceExhausted desc = grpc: received message larger than max",
    "400,request body too large: 5 bytes",
    "503,trying to send message larger than max (5 vs. 4)"
  })
  void l5TooLargeIsSplit(int status, String text) {
    assertThat(answer(status, text).delivery(SENT)).isInstanceOf(TooLarge.class);
  }

  @Test
  void l6NoValidStreamIsAFaultOfOursAndLoud() {
    PushAnswer answer = answer(422, "error at least one valid stream is required for ingestion");

    assertThat(answer.delivery(SENT))
        .isInstanceOfSatisfying(
            PartlyDelivered.class, partly -> assertThat(partly.refused()).hasSize(2));
    assertThat(answer.isAlarming()).isTrue();
  }

  @Test
  void l7TheRateLimitIsWaitedForAsLongAsLokiSays() {
    var answer = new PushAnswer(429, "slow down", Optional.of(Duration.ofSeconds(7)));

    assertThat(answer.delivery(SENT))
        .isEqualTo(
            new Overloaded(Optional.of(Duration.ofSeconds(7)), "HTTP 429: slow down", false));
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504, 599, 408})
  void l8ServerTroubleIsTriedAgain(int status) {
    assertThat(answer(status, "<html>bad gateway</html>").delivery(SENT))
        .isInstanceOf(TryAgain.class);
    assertThat(answer(status, "").isAlarming()).isFalse();
  }

  @Test
  void aReasonIsOneShortPrintableLine() {
    Delivery delivery = answer(500, "a\r\nb\u001b[31m\u0000" + "x".repeat(9999)).delivery(SENT);

    assertThat(delivery)
        .isInstanceOfSatisfying(
            TryAgain.class,
            again -> {
              assertThat(again.reason()).startsWith("HTTP 500: a b [31m x").hasSizeLessThan(320);
              assertThat(again.reason()).doesNotContainPattern("\\p{Cntrl}");
            });
  }

  private static PushAnswer answer(int status, String text) {
    return new PushAnswer(status, text, Optional.empty());
  }
}
