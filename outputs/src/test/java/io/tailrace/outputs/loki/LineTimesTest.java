package io.tailrace.outputs.loki;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LineTimesTest {
  private final LineTimes times = new LineTimes();

  @Test
  void differentTimesStayAsTheyAre() {
    assertThat(take(5, 7, 6, 100, 99)).containsExactly(5, 7, 6, 100, 99);
  }

  @Test
  void linesOfOneTimeAreOneNanosecondApart() {
    assertThat(take(5, 5, 5)).containsExactly(5, 6, 7);
  }

  @Test
  void aLineWhoseTimeIsTakenByANudgedOneMakesWayToo() {
    assertThat(take(5, 5, 6, 6, 10)).containsExactly(5, 6, 7, 8, 10);
  }

  @Test
  void aTimeThatComesBackIsRemembered() {
    assertThat(take(5, 4, 5, 4, 4)).containsExactly(5, 4, 6, 7, 8);
  }

  @Test
  void theEarliestAndTheLastTimeThereIsAreTimesToo() {
    assertThat(take(Long.MIN_VALUE, Long.MIN_VALUE))
        .containsExactly(Long.MIN_VALUE, Long.MIN_VALUE + 1);
    assertThat(take(Long.MAX_VALUE)).containsExactly(Long.MAX_VALUE);
  }

  @Test
  void everyLineOfAnyNearlyOrderedFileHasATimeOfItsOwn() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      var file = new LineTimes();
      Set<Long> used = new HashSet<>();
      long now = 1_000_000;
      for (int line = 0; line < 200; line++) {
        now += random.nextInt(3) * 1000L;
        long own = now - random.nextInt(3) * 1000L;
        long taken = file.take(own);
        assertThat(used.add(taken)).as("seed %d, round %d, line %d", seed, round, line).isTrue();
        assertThat(taken - own).as("seed %d", seed).isBetween(0L, 200L);
      }
    }
  }

  private long[] take(long... own) {
    long[] taken = new long[own.length];
    for (int i = 0; i < own.length; i++) {
      taken[i] = times.take(own[i]);
    }
    return taken;
  }
}
