package io.tailrace.outputs.loki;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tailrace.outputs.Batch;
import io.tailrace.outputs.Delivery;
import io.tailrace.outputs.Delivery.Delivered;
import io.tailrace.outputs.Delivery.PartlyDelivered;
import io.tailrace.outputs.Delivery.Refused;
import io.tailrace.outputs.Selection;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever a server answers to a push: the reason is one printable line, and only Loki's own word
 * counts as delivered.
 *
 * <p>An input is two bytes for the status and the body.
 */
class PushAnswerFuzzTest {
  private static final Selection SENT = new Selection(new Batch(16), new int[] {3, 5});

  @MethodSource
  @FuzzTest
  void onlyLokisOwnWordIsDelivered(byte[] input) {
    if (input.length < 2) {
      return;
    }
    int status = 200 + ((input[0] & 3) * 100) + (input[1] & 0x7F);
    String text = new String(input, 2, input.length - 2, UTF_8);
    Delivery delivery = new PushAnswer(status, text, Optional.empty()).delivery(SENT);
    if (delivery instanceof Delivered) {
      assertThat(status).isIn(200, 202, 204);
    }
    if (delivery instanceof PartlyDelivered partly) {
      assertThat(partly.refused()).extracting(Refused::record).containsExactly(3, 5);
    }
    // Every reason there is in it.
    assertPrintable(delivery.toString());
  }

  static Stream<byte[]> onlyLokisOwnWordIsDelivered() {
    return Stream.of(
            "\0\4",
            "\0\74ingestion blocked",
            "\2\0entry for stream '{}' has timestamp too old\nanother",
            "\2\0no org id",
            "\2\35rate limit",
            "\3\0rpc error: code = ResourceExhausted",
            "\2\26\u0085\u2028\u0000\u202e" + "x".repeat(299) + "😀")
        .map(text -> text.getBytes(UTF_8));
  }

  private static void assertPrintable(String reason) {
    assertThat(reason).hasSizeLessThan(2_000);
    assertThat(reason.codePoints())
        .noneMatch(Character::isISOControl)
        .noneMatch(c -> c >= 0xD800 && c < 0xE000)
        .noneMatch(c -> Character.getType(c) == Character.LINE_SEPARATOR)
        .noneMatch(c -> Character.getType(c) == Character.PARAGRAPH_SEPARATOR);
  }
}
