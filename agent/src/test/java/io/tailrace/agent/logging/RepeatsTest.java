package io.tailrace.agent.logging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RepeatsTest {
  private static final Repeats.Event REFUSED = new Repeats.Event("http", 900, "refused");

  private final Repeats repeats = new Repeats();

  @Test
  void theSameIsToldOnceInAWindowAndThenWithACount() {
    assertThat(repeats.admit(REFUSED, 0)).hasValue(0);
    assertThat(repeats.admit(REFUSED, 1)).isEmpty();
    assertThat(repeats.admit(REFUSED, Repeats.WINDOW_NANOS - 1)).isEmpty();

    assertThat(repeats.admit(REFUSED, Repeats.WINDOW_NANOS)).hasValue(2);
    assertThat(repeats.admit(REFUSED, 2 * Repeats.WINDOW_NANOS)).hasValue(0);
  }

  @Test
  void somethingElseIsToldAtOnce() {
    assertThat(repeats.admit(REFUSED, 0)).hasValue(0);

    assertThat(repeats.admit(new Repeats.Event("http", 1000, "refused"), 0)).hasValue(0);
    assertThat(repeats.admit(new Repeats.Event("files", 900, "refused"), 0)).hasValue(0);
    assertThat(repeats.admit(new Repeats.Event("http", 900, "reset"), 0)).hasValue(0);
  }

  @Test
  void aClockThatStartedNegativeDoesNotMatter() {
    assertThat(repeats.admit(REFUSED, Long.MAX_VALUE)).hasValue(0);
    assertThat(repeats.admit(REFUSED, Long.MIN_VALUE)).isEmpty();
  }

  @Test
  void onlyTheMostRecentAreRemembered() {
    assertThat(repeats.admit(REFUSED, 0)).hasValue(0);
    for (int i = 0; i < Repeats.MAX_REMEMBERED; i++) {
      repeats.admit(new Repeats.Event("http", 900, "other " + i), 0);
    }

    assertThat(repeats.admit(REFUSED, 1)).hasValue(0);
  }
}
