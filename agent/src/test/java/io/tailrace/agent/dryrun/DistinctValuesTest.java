package io.tailrace.agent.dryrun;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DistinctValuesTest {
  @Test
  void itCountsAsASetDoes() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    var values = new DistinctValues(new DistinctValues.Room(DistinctValues.MOST));
    Set<Integer> expected = new HashSet<>();
    for (int i = 0; i < 20_000; i++) {
      int value = random.nextInt(8_000);
      expected.add(value);
      add(values, "value " + value);
    }

    assertThat(values.count()).as("seed %d", seed).isEqualTo(expected.size());
    assertThat(values.isExceeded()).isFalse();
  }

  @Test
  void ofMoreThanItRemembersItSaysSo() {
    var values = new DistinctValues(new DistinctValues.Room(DistinctValues.MOST * 2));
    for (int i = 0; i < DistinctValues.MOST; i++) {
      add(values, "v" + i);
    }
    assertThat(values.isExceeded()).isFalse();

    add(values, "v0");
    assertThat(values.isExceeded()).isFalse();
    add(values, "one more");

    assertThat(values.isExceeded()).isTrue();
    assertThat(values.count()).isEqualTo(DistinctValues.MOST);
  }

  @Test
  void whatSharesARoomHasNoMoreTogether() {
    var room = new DistinctValues.Room(5);
    var first = new DistinctValues(room);
    var second = new DistinctValues(room);
    for (int i = 0; i < 4; i++) {
      add(first, "v" + i);
    }
    add(second, "a");
    add(second, "a");
    assertThat(second.isExceeded()).isFalse();

    add(second, "b");

    assertThat(second.isExceeded()).isTrue();
    assertThat(second.count()).isEqualTo(1);
    assertThat(first.count()).isEqualTo(4);
  }

  @Test
  void anEmptyValueIsOneToo() {
    var values = new DistinctValues(new DistinctValues.Room(5));
    add(values, "");
    add(values, "");
    assertThat(values.count()).isEqualTo(1);
  }

  private static void add(DistinctValues values, String value) {
    byte[] bytes = ("-" + value).getBytes(US_ASCII);
    values.add(bytes, 1, bytes.length);
  }
}
