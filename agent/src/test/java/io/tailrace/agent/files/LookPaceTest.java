package io.tailrace.agent.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LookPaceTest {
  private static final long SLOW_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final long QUICK_NANOS = TimeUnit.MICROSECONDS.toNanos(300);

  private final LookPace pace = new LookPace();

  @Test
  void slowFirstLookOfAColdProcessDelaysNothing() {
    pace.looked(SLOW_NANOS);

    assertThat(pace.pollNanos()).isEqualTo(LookPace.POLL_NANOS);
    assertThat(pace.gapNanos()).isEqualTo(LookPace.GAP_MIN_NANOS);
  }

  @Test
  void oneSlowLookAmongQuickOnesDelaysNothing() {
    pace.looked(QUICK_NANOS);
    pace.looked(SLOW_NANOS);
    pace.looked(QUICK_NANOS);

    assertThat(pace.pollNanos()).isEqualTo(LookPace.POLL_NANOS);
    assertThat(pace.gapNanos()).isLessThan(TimeUnit.MILLISECONDS.toNanos(10));
  }

  @Test
  void volumeThatIsSlowToLookAtIsLookedAtMoreRarelyButNeverTooRarely() {
    pace.looked(SLOW_NANOS);
    pace.looked(SLOW_NANOS);

    assertThat(pace.pollNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(10));
    assertThat(pace.gapNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(1));
  }

  @Test
  void whereLookingIsOnlyToMakeSureItIsDoneMoreRarelyButNeverTooRarely() {
    pace.looked(QUICK_NANOS);
    pace.looked(QUICK_NANOS);
    assertThat(pace.restNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(2));

    pace.looked(SLOW_NANOS);
    pace.looked(SLOW_NANOS);
    assertThat(pace.restNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(30));
  }
}
