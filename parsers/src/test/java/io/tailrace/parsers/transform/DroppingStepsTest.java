package io.tailrace.parsers.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The steps that drop records. */
class DroppingStepsTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 10, 50, 99})
  void aSampleIsAboutAsLargeAsItIsToBe(double percent) {
    var random = new Transformed("sample " + percent + "% by trace_id");
    var counted = new Transformed("sample " + percent + "%");
    int byKey = 0;
    int byText = 0;
    int count = 40_000;
    var ids = new Random(1);
    for (int i = 0; i < count; i++) {
      byKey += isShipped(random.line("{\"trace_id\":\"%016x\"}".formatted(ids.nextLong())));
      byText += isShipped(counted.line("{\"n\":" + i + "}"));
    }
    assertThat(100.0 * byKey / count).isCloseTo(percent, within(1.0));
    assertThat(100.0 * byText / count).isCloseTo(percent, within(1.0));
    assertThat(random.step.drops()).isEqualTo(Map.of("sample", (long) count - byKey));
  }

  private static int isShipped(String record) {
    return record.equals(Transformed.DROPPED) ? 0 : 1;
  }

  @Test
  void allRecordsOfAKeyAreSampledAlikeInEveryProcessAndFormat() {
    for (int i = 0; i < 500; i++) {
      String first = new Transformed("sample 30% by id", 1).line("{\"n\":1,\"id\":\"k" + i + "\"}");
      Transformed other = new Transformed("sample 30% by id", 2);
      for (String line :
          new String[] {
            "{\"id\":\"k" + i + "\",\"n\":2}",
            "level=info id=k" + i + " msg=x",
            "{\"id\":\"\\u006b" + i + "\"}"
          }) {
        assertThat(isShipped(other.line(line))).as(line).isEqualTo(isShipped(first));
      }
    }
  }

  /** A sample stays the one it was: whoever changes the hash changes what users keep. */
  @Test
  void theSampleOfTheseKeysIsAlwaysTheSame() {
    var step = new Transformed("sample 25% by id");
    var kept = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      if (isShipped(step.line("{\"id\":\"trace-" + i + "\"}")) == 1) {
        kept.append(i).append(' ');
      }
    }
    assertThat(kept.toString()).isEqualTo("0 6 10 12 16 21 22 30 ");
  }

  @Test
  void recordsWithoutTheKeyAreSampledEachByItsText() {
    var step = new Transformed("sample 50% by trace_id");
    int shipped = 0;
    for (int i = 0; i < 2_000; i++) {
      shipped += isShipped(step.line("{\"n\":" + i + "}"));
    }
    assertThat(shipped).isBetween(900, 1_100);
    assertThat(step.line("{\"n\":1}")).isEqualTo(step.line("{\"n\":1}"));
  }

  @Test
  void aHundredPercentIsEverything() {
    var step = new Transformed("sample 100%");
    for (int i = 0; i < 1_000; i++) {
      assertThat(step.line("{\"n\":" + i + "}")).isNotEqualTo(Transformed.DROPPED);
    }
  }

  /** Of any stretch of time no more is shipped than was in the bucket and what flowed in. */
  @Test
  void neverMoreThanTheRateWhateverTheKeysAndTimes() {
    for (long seed = 1; seed <= 40; seed++) {
      var random = new Random(seed);
      int rate = 1 + random.nextInt(20);
      int keys = 1 + random.nextInt(4);
      var step = new Transformed("limit " + rate + "/s by k");
      long start = step.nanos;
      int[] shipped = new int[keys];
      for (int i = 0; i < 2_000; i++) {
        step.nanos += random.nextLong(SECOND / (2L * rate));
        int key = random.nextInt(keys);
        shipped[key] += isShipped(step.line("{\"k\":\"" + key + "\",\"n\":" + i + "}"));
        double seconds = (double) (step.nanos - start) / SECOND;
        assertThat((double) shipped[key])
            .as("seed %d", seed)
            .isLessThanOrEqualTo(rate + rate * seconds + 1e-6);
      }
    }
  }

  @Test
  void aBucketFillsAgain() {
    var step = new Transformed("limit 2/s");
    assertThat(shippedOf(step, 5)).isEqualTo(2);
    step.nanos += SECOND / 2;
    assertThat(shippedOf(step, 5)).isEqualTo(1);
    step.nanos += 100 * SECOND;
    assertThat(shippedOf(step, 5)).isEqualTo(2);
    assertThat(step.step.drops()).isEqualTo(Map.of("limit", 10L));
  }

  private static int shippedOf(Transformed step, int lines) {
    int shipped = 0;
    for (int i = 0; i < lines; i++) {
      shipped += isShipped(step.line("{\"n\":" + i + "}"));
    }
    return shipped;
  }

  @Test
  void manyKeysShareWhatRoomThereIsAndNoneGetsMore() {
    var step = new Transformed("limit 1/h by k");
    int keys = 4 * LimitStep.SLOTS;
    int shipped = 0;
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < keys; i++) {
        shipped += isShipped(step.line("{\"k\":" + i + "}"));
      }
    }
    assertThat(shipped).isBetween(LimitStep.SLOTS / 2, LimitStep.SLOTS + 1);
  }

  @Test
  void recordsWithoutTheKeyOfALimitAreOfOneKey() {
    var step = new Transformed("limit 1/m by user");
    assertThat(step.line("{\"n\":1}")).isEqualTo("{\"n\":1}");
    assertThat(step.line("{\"n\":2}")).isEqualTo(Transformed.DROPPED);
    assertThat(step.line("{\"user\":\"a\"}")).isEqualTo("{\"user\":\"a\"}");
    assertThat(step.line("{\"user\":\"a\"}")).isEqualTo(Transformed.DROPPED);
    assertThat(step.line("{\"user\":\"b\"}")).isEqualTo("{\"user\":\"b\"}");
  }

  @Test
  void ofEqualMessagesTheNextOneThatIsShippedSaysHowManyThereWere() {
    var step = new Transformed("dedup 10s");
    assertThat(step.line("{\"msg\":\"a\",\"n\":1}")).isEqualTo("{\"message\":\"a\",\"n\":1}");
    assertThat(step.line("{\"msg\":\"b\"}")).isEqualTo("{\"message\":\"b\"}");
    for (int i = 0; i < 12; i++) {
      step.nanos += SECOND / 2;
      assertThat(step.line("{\"msg\":\"a\",\"n\":" + i + "}")).isEqualTo(Transformed.DROPPED);
    }
    step.nanos += 4 * SECOND;
    assertThat(step.line("{\"msg\":\"a\"}"))
        .isEqualTo("{\"message\":\"a\",\"event.suppressed\":12}");
    assertThat(step.line("{\"msg\":\"a\"}")).isEqualTo(Transformed.DROPPED);
    assertThat(step.line("{\"msg\":\"b\"}")).isEqualTo("{\"message\":\"b\"}");
    assertThat(step.step.drops()).isEqualTo(Map.of("dedup", 13L));
  }

  @Test
  void withoutAMessageTheTextIsCompared() {
    var step = new Transformed("dedup 1m");
    assertThat(step.line("{\"a\":1}")).isEqualTo("{\"a\":1}");
    assertThat(step.line("{\"a\":2}")).isEqualTo("{\"a\":2}");
    assertThat(step.line("{\"a\":1}")).isEqualTo(Transformed.DROPPED);
  }

  @Test
  void equalIsWhatHasTheSameFieldsIfThatIsSaid() {
    var step = new Transformed("dedup 1m by host.name, code");
    assertThat(step.line("{\"host\":\"a\",\"code\":1,\"msg\":\"x\"}")).contains("\"x\"");
    assertThat(step.line("{\"host\":\"a\",\"code\":1,\"msg\":\"y\"}"))
        .isEqualTo(Transformed.DROPPED);
    assertThat(step.line("{\"host\":\"a\",\"code\":2,\"msg\":\"y\"}")).contains("\"y\"");
    assertThat(step.line("{\"code\":1,\"msg\":\"y\"}")).contains("\"y\"");
    assertThat(step.line("{\"msg\":\"y\"}")).contains("\"y\"");
    assertThat(step.line("{\"msg\":\"y\"}")).contains("\"y\"");
  }

  /** Values that are equal one after the other are not if they are parted elsewhere. */
  @Test
  void twoFieldsAreNotOne() {
    var step = new Transformed("dedup 1m by a, b");
    assertThat(step.line("{\"a\":\"xy\",\"b\":\"z\"}")).isNotEqualTo(Transformed.DROPPED);
    assertThat(step.line("{\"a\":\"x\",\"b\":\"yz\"}")).isNotEqualTo(Transformed.DROPPED);
    assertThat(step.line("{\"a\":\"\",\"b\":\"xyz\"}")).isNotEqualTo(Transformed.DROPPED);
  }

  @Test
  void ofMoreMessagesThanThereIsRoomForNoneIsDroppedThatIsNotEqual() {
    var step = new Transformed("dedup 1h");
    int messages = 4 * DedupStep.SLOTS;
    Set<String> shipped = new HashSet<>();
    for (int i = 0; i < messages; i++) {
      shipped.add(step.line("{\"msg\":\"m" + i + "\"}"));
    }
    assertThat(shipped).hasSize(messages).doesNotContain(Transformed.DROPPED);
  }

  @Test
  void whatIsDroppedIsCountedByTheStepsWord() {
    var step = new Transformed("keep a; drop b; drop c; dedup 1h by a");
    for (String line :
        new String[] {
          "{\"a\":1}", "{\"b\":1}", "{\"a\":1,\"b\":1}", "{\"a\":1,\"c\":1}", "{\"a\":1}"
        }) {
      step.line(line);
    }
    assertThat(step.step.drops()).isEqualTo(Map.of("keep", 1L, "drop", 2L, "dedup", 1L));
  }
}
