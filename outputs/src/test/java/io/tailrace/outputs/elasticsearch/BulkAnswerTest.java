package io.tailrace.outputs.elasticsearch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

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
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each row of what Elasticsearch may answer. */
class BulkAnswerTest {
  private static final String CREATED = "{\"create\":{\"status\":201}}";
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  /** The second and third of four records: an item's place is not its record's index. */
  private final Selection two = new Selection(Batches.of("a", "b", "c", "d"), new int[] {1, 2});

  @Test
  void allItemsCreatedIsDelivered() {
    assertThat(answer(200, items(false, CREATED, CREATED))).isEqualTo(new Delivered());
  }

  /** E11. Found by fuzzing: the first status was believed. */
  @Test
  void itemThatContradictsItselfIsNotUnderstood() {
    String twice = "{\"create\":{\"status\":400,\"status\":{}}}";
    assertThat(answer(200, items(true, CREATED, twice))).isInstanceOf(TryAgain.class);
    assertThat(
            answer(
                200,
                "{\"errors\":false,\"items\":[%s],\"items\":[%s]}".formatted(CREATED, CREATED)))
        .isInstanceOf(TryAgain.class);
  }

  /** E3. */
  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void refusedCredentialsBlock(int status) {
    Delivery delivery = answer(status, error("security_exception", "missing authentication"));

    assertThat(delivery).isInstanceOf(Blocked.class);
    assertThat(((Blocked) delivery).reason()).contains("credentials", "missing authentication");
  }

  /** E4. */
  @Test
  void missingIndexBlocks() {
    assertThat(answer(404, error("index_not_found_exception", "no such index [x]")))
        .isInstanceOfSatisfying(
            Blocked.class, it -> assertThat(it.reason()).contains("no such index [x]"));
  }

  /** E4, as it is when the rest of the request is fine. */
  @Test
  void missingIndexOrPipelineOnAnItemBlocksAndRefusesNothing() {
    assertThat(
            answer(
                200,
                items(true, CREATED, failed(404, "index_not_found_exception", "no such index"))))
        .isInstanceOf(Blocked.class);
    assertThat(
            answer(
                200,
                items(
                    true,
                    CREATED,
                    failed(
                        400, "illegal_argument_exception", "pipeline with id [x] does not exist"))))
        .isInstanceOf(Blocked.class);
    assertThat(
            answer(200, items(true, CREATED, failed(403, "cluster_block_exception", "read-only"))))
        .isInstanceOf(Blocked.class);
  }

  /** E5. */
  @Test
  void badRequestIsUndeliverable() {
    assertThat(answer(400, error("parse_exception", "unexpected byte")))
        .isEqualTo(new Undeliverable("status 400, parse_exception: unexpected byte"));
  }

  @Test
  void badRequestThatIsNotAboutARecordBlocks() {
    assertThat(answer(400, error("media_type_header_exception", "Invalid media-type")))
        .isInstanceOf(Blocked.class);
  }

  /** E6. */
  @Test
  void tooLargeIsTooLarge() {
    assertThat(answer(413, "")).isInstanceOf(TooLarge.class);
  }

  /** E7. */
  @Test
  void tooManyRequestsTriesAgainWhenItIsAskedTo() {
    assertThat(
            answer(429, Map.of("retry-after", "7"), error("es_rejected_execution_exception", "")))
        .isEqualTo(
            new Overloaded(
                Optional.of(Duration.ofSeconds(7)),
                "status 429, es_rejected_execution_exception",
                false));
  }

  /** E7. */
  @Test
  void waitIsHonouredOnAnyAnswer() {
    String until = "Fri, 02 Jan 2026 03:04:15 GMT";
    Map<String, String> headers = Map.of("retry-after", until);

    assertThat(answer(503, headers, ""))
        .isEqualTo(new TryAgain(Optional.of(Duration.ofSeconds(10)), "status 503"));
    assertThat(answer(200, headers, items(true, CREATED, failed(429, "rejected", "full"))))
        .isInstanceOfSatisfying(
            PartlyDelivered.class, it -> assertThat(it.after()).hasValue(Duration.ofSeconds(10)));
  }

  /** E8. */
  @ParameterizedTest
  @ValueSource(ints = {429, 500, 503})
  void itemThatMayGoWellLaterIsRetriedAlone(int status) {
    assertThat(answer(200, items(true, CREATED, failed(status, "rejected", "queue is full"))))
        .isEqualTo(
            new PartlyDelivered(
                List.of(2),
                List.of(),
                Optional.empty(),
                "status " + status + ", rejected: queue is full"));
  }

  @Test
  void itemsThatAllMayGoWellLaterAreTriedAgain() {
    String rejected = failed(429, "rejected", "full");

    assertThat(answer(200, items(true, rejected, rejected)))
        .isEqualTo(new Overloaded(Optional.empty(), "status 429, rejected: full", false));
    assertThat(answer(200, items(true, rejected, failed(503, "rejected", "full"))))
        .isEqualTo(new TryAgain(Optional.empty(), "status 503, rejected: full"));
  }

  /** As Elasticsearch 7 to 9 and OpenSearch say it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "rejected execution of coordinating operation [coordinating_and_primary_bytes=0,"
            + " replica_bytes=0, all_bytes=0, coordinating_operation_bytes=61790813,"
            + " max_coordinating_and_primary_bytes=53687091]",
        "rejected execution of coordinating operation [coordinating_and_primary_bytes=1234567890,"
            + " replica_bytes=1234567890, all_bytes=1234567890,"
            + " coordinating_operation_bytes=61790813, max_coordinating_bytes=53687091]",
        "rejected execution of primary operation [coordinating_and_primary_bytes=0,"
            + " replica_bytes=0, all_bytes=0, primary_operation_bytes=5, max_primary_bytes=4]",
        "rejected execution of coordinating operation [shard_detail=[i][0][C],"
            + " shard_coordinating_and_primary_bytes=0, shard_operation_bytes=9,"
            + " shard_max_coordinating_and_primary_bytes=10] OR ["
            + "node_coordinating_and_primary_bytes=0, node_replica_bytes=0, node_all_bytes=0,"
            + " node_operation_bytes=9, node_max_coordinating_and_primary_bytes=8]",
        "Request contains an operation of size [9] bytes, which exceeds the maximum allowed limit"
            + " of [8] bytes"
      })
  void requestOverTheLimitOfIndexingPressureIsAlwaysTooMuch(String reason) {
    String type = "es_rejected_execution_exception";

    assertThat(answer(429, error(type, reason)))
        .isInstanceOfSatisfying(Overloaded.class, it -> assertThat(it.alwaysTooMuch()).isTrue());
    String item = failed(429, type, reason);
    assertThat(answer(200, items(true, item, item)))
        .isInstanceOfSatisfying(Overloaded.class, it -> assertThat(it.alwaysTooMuch()).isTrue());
  }

  @Test
  void requestUnderTheLimitOfIndexingPressureIsOnlyTooMuchNow() {
    String reason =
        "rejected execution of coordinating operation [coordinating_and_primary_bytes=53687000,"
            + " replica_bytes=0, all_bytes=53687000, coordinating_operation_bytes=92,"
            + " max_coordinating_bytes=53687091]";

    assertThat(answer(429, error("es_rejected_execution_exception", reason)))
        .isInstanceOfSatisfying(Overloaded.class, it -> assertThat(it.alwaysTooMuch()).isFalse());
  }

  /** E9. */
  @Test
  void itemThatIsRefusedIsNamedWithItsReasonAndNotItsContents() {
    String reason =
        "[1:10] failed to parse field [age] of type [long] in document with id 'x'. Preview of"
            + " field's value: 'secret'";

    assertThat(answer(200, items(true, failed(400, "document_parsing_exception", reason), CREATED)))
        .isEqualTo(
            new PartlyDelivered(
                List.of(),
                List.of(
                    new Refused(
                        1,
                        "status 400, document_parsing_exception: [1:10] failed to parse field [age]"
                            + " of type [long] in document with id 'x'.")),
                Optional.empty(),
                ""));
  }

  /** E10. */
  @Test
  void itemThatIsAlreadyThereIsDelivered() {
    String there = failed(409, "version_conflict_engine_exception", "document already exists");

    assertThat(answer(200, items(true, there, CREATED))).isEqualTo(new Delivered());
  }

  /** E11. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "garbage",
        "<html>",
        "[]",
        "{}",
        "null",
        "{\"errors\":false}",
        "{\"errors\":false,\"items\":[]}",
        "{\"errors\":false,\"items\":{}}",
        "{\"errors\":false,\"items\":[{\"create\":{\"status\":201}}]}",
        "{\"items\":[{\"create\":{\"status\":201}},{\"create\":{\"status\":201}}]}",
        "{\"errors\":false,\"items\":[{\"create\":{\"status\":201}},{\"create\":{}}]}",
        "{\"errors\":false,\"items\":[{\"create\":{\"status\":201}},{\"create\":{\"status\":201}}]",
        "{\"errors\":false,\"items\":[{\"create\":{\"status\":201}},{\"create\":{\"status\":201}},"
            + "{\"create\":{\"status\":201}}]}",
        "{\"errors\":false,\"items\":[{\"create\":{\"status\":201}},{\"create\":{\"status\":201}}]}x"
      })
  void answerThatCannotBeUnderstoodIsTriedAgain(String body) {
    assertThat(answer(200, body)).isInstanceOf(TryAgain.class);
  }

  /** E11: wherever it is cut off. */
  @Test
  void answerCutOffAnywhereIsTriedAgain() {
    String whole = items(true, CREATED, failed(400, "t", "r"));
    for (int length = 0; length < whole.length(); length++) {
      assertThat(answer(200, whole.substring(0, length)))
          .as("cut off after %d", length)
          .isInstanceOf(TryAgain.class);
    }
  }

  /** E12. */
  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504})
  void proxysPageIsTriedAgain(int status) {
    assertThat(answer(status, "<html><body>Bad Gateway</body></html>"))
        .isEqualTo(new TryAgain(Optional.empty(), "status " + status));
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 307, 405, 406, 407, 410, 415, 418})
  void anyOtherStatusBlocks(int status) {
    assertThat(answer(status, "")).isInstanceOf(Blocked.class);
  }

  @Test
  void reasonIsOneLineAndNotLong() {
    assertThat(answer(400, error("t", "a\\nb\\u2028" + "x".repeat(10_000))))
        .isInstanceOfSatisfying(
            Undeliverable.class,
            it ->
                assertThat(it.reason())
                    .contains("a b x")
                    .hasSizeLessThan(300)
                    .doesNotContain("\n"));
  }

  private Delivery answer(int status, String body) {
    return answer(status, Map.of(), body);
  }

  private Delivery answer(int status, Map<String, String> headers, String body) {
    try {
      return BulkAnswer.classify(
          status, headers, new ByteArrayInputStream(body.getBytes(UTF_8)), two, NOW);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String items(boolean errors, String... items) {
    return "{\"errors\":" + errors + ",\"took\":3,\"items\":[" + String.join(",", items) + "]}";
  }

  private static String failed(int status, String type, String reason) {
    return "{\"create\":{\"status\":%d,\"error\":{\"type\":\"%s\",\"reason\":\"%s\",\"caused_by\":{}}}}"
        .formatted(status, type, reason);
  }

  private static String error(String type, String reason) {
    return "{\"error\":{\"root_cause\":[],\"type\":\"%s\",\"reason\":\"%s\"},\"status\":400}"
        .formatted(type, reason);
  }
}
