package io.tailrace.outputs.elasticsearch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tailrace.outputs.Delivery;
import io.tailrace.outputs.Delivery.Delivered;
import io.tailrace.outputs.Delivery.PartlyDelivered;
import io.tailrace.outputs.Delivery.Refused;
import io.tailrace.outputs.Selection;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whatever a server answers to a bulk request: never an exception, and nothing counts as delivered
 * or refused that the answer, read as a tree, does not say so of.
 *
 * <p>An input is a byte for the status and the body.
 */
class BulkAnswerFuzzTest {
  private static final int[] STATUSES = {200, 201, 400, 401, 404, 413, 429, 500, 503, 204, 302};

  private static final JsonMapper JACKSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private final Selection two = new Selection(Batches.of("a", "b", "c", "d"), new int[] {1, 3});

  @MethodSource
  @FuzzTest
  void nothingIsSettledThatTheAnswerDoesNotSettle(byte[] input) throws IOException {
    if (input.length == 0) {
      return;
    }
    int status = STATUSES[Math.floorMod(input[0], STATUSES.length)];
    byte[] body = Arrays.copyOfRange(input, 1, input.length);
    Delivery delivery =
        BulkAnswer.classify(status, Map.of(), new ByteArrayInputStream(body), two, Instant.EPOCH);
    if (delivery instanceof Delivered) {
      assertThat(status).isBetween(200, 299);
      assertThat(statuses(body)).hasSize(2).allMatch(item -> item / 100 == 2 || item == 409);
    } else if (delivery instanceof PartlyDelivered partly) {
      assertPartly(partly, statuses(body));
    }
  }

  static Stream<byte[]> nothingIsSettledThatTheAnswerDoesNotSettle() {
    String created = "{\"create\":{\"status\":201}}";
    String conflict = "{\"create\":{\"status\":409}}";
    String refused =
        "{\"create\":{\"status\":400,\"error\":{\"type\":\"document_parsing_exception\","
            + "\"reason\":\"x\"}}}";
    return Stream.of(
            body(0, created, conflict),
            body(0, created, refused),
            body(0, "{\"create\":{\"status\":429}}", refused),
            body(0, created),
            "\2{\"error\":{\"type\":\"a\",\"reason\":\"b\"},\"status\":400}",
            "\10<html>Bad Gateway</html>")
        .map(text -> text.getBytes(UTF_8));
  }

  private static String body(int status, String... items) {
    return (char) status + "{\"errors\":true,\"items\":[" + String.join(",", items) + "]}";
  }

  private void assertPartly(PartlyDelivered partly, List<Integer> statuses) {
    assertThat(statuses).hasSize(two.count());
    List<Integer> named = new ArrayList<>(partly.retry());
    partly.refused().stream().map(Refused::record).forEach(named::add);
    assertThat(named).doesNotHaveDuplicates().isSubsetOf(1, 3);
    for (Refused refused : partly.refused()) {
      int status = statuses.get(refused.record() == 1 ? 0 : 1);
      assertThat(status).isBetween(400, 499);
      assertThat(refused.reason()).doesNotContain("\n", "\r");
    }
    for (int i = 0; i < two.count(); i++) {
      if (!named.contains(two.record(i))) {
        assertThat(statuses.get(i)).matches(status -> status / 100 == 2 || status == 409);
      }
    }
  }

  /** The last status of each item, as a tree has it. */
  private static List<Integer> statuses(byte[] body) {
    List<Integer> statuses = new ArrayList<>();
    try {
      for (JsonNode item : JACKSON.readTree(body).path("items")) {
        statuses.add(item.iterator().next().path("status").asInt(-1));
      }
    } catch (JacksonException e) {
      throw new AssertionError("settled by what is not JSON", e);
    }
    return statuses;
  }
}
