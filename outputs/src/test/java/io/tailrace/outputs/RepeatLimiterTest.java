package io.tailrace.outputs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RepeatLimiterTest {
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000);
  private final RepeatLimiter limiter = new RepeatLimiter(Duration.ofSeconds(30), nanos::get);

  @Test
  void theFirstOfAKindIsAdmittedAndItsRepeatsAreNot() {
    assertThat(limiter.admit("refused")).hasValue("refused");
    assertThat(limiter.admit("refused")).isEmpty();

    pass(Duration.ofMillis(29_999));

    assertThat(limiter.admit("refused")).isEmpty();
  }

  @Test
  void afterTheIntervalTheNextOneCarriesTheCountOfThoseHeldBack() {
    limiter.admit("refused");
    limiter.admit("refused");
    limiter.admit("refused");

    pass(Duration.ofSeconds(30));

    assertThat(limiter.admit("refused")).hasValue("refused (and 2 more like it since)");
  }

  @Test
  void theCountStartsOverOnceItWasTold() {
    limiter.admit("refused");
    limiter.admit("refused");
    pass(Duration.ofSeconds(30));
    limiter.admit("refused");

    pass(Duration.ofSeconds(30));

    assertThat(limiter.admit("refused")).hasValue("refused");
  }

  @Test
  void differentMessagesOfOneKindAreRepeatsAndKindsDoNotHoldBackEachOther() {
    assertThat(limiter.admit("blocked", "401")).hasValue("401");
    assertThat(limiter.admit("blocked", "403")).isEmpty();
    assertThat(limiter.admit("retrying", "503")).hasValue("503");
  }

  @Test
  void moreKindsThanItRemembersForgetTheOneNotSeenForLongest() {
    limiter.admit("first");
    limiter.admit("second");
    for (int i = 0; i < RepeatLimiter.MAX_KINDS - 2; i++) {
      limiter.admit("kind " + i);
    }
    limiter.admit("first");

    limiter.admit("one too many");

    assertThat(limiter.admit("first")).isEmpty();
    assertThat(limiter.admit("second")).hasValue("second");
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }
}
