package io.tailrace.agent.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.outputs.ShipperStatus;
import io.tailrace.outputs.ShipperStatus.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ThroughputTest {
  private static final Instant START = Samples.NOW;

  private final Throughput throughput = new Throughput();

  @Test
  void theFirstLookTellsTheMeanSinceTheStart() {
    assertThat(rateAt(10_000, 50_000)).isEqualTo(5_000);
  }

  @Test
  void laterLooksTellWhatHappenedBetween() {
    rateAt(10_000, 50_000);

    assertThat(rateAt(12_000, 54_000)).isEqualTo(2_000);
    assertThat(rateAt(14_000, 54_000)).isZero();
  }

  @Test
  void aSecondViewerDoesNotSpoilTheRate() {
    rateAt(10_000, 50_000);
    rateAt(12_000, 54_000);

    assertThat(rateAt(12_100, 60_000)).isEqualTo(2_000);
  }

  @Test
  void aClockThatIsSetBackIsGotOver() {
    rateAt(10_000, 50_000);
    rateAt(2_000, 50_000);

    assertThat(rateAt(4_000, 56_000)).isEqualTo(3_000);
  }

  private long rateAt(long millis, long bytesDelivered) {
    var shipper =
        new ShipperStatus(new State.Healthy(), 0, 0, bytesDelivered, 0, 0, 0, Optional.empty());
    var output = new OutputStatus("es", "elasticsearch", shipper, Ledger.EMPTY);
    Instant now = START.plusMillis(millis);
    var status =
        new AgentStatus(
            "0.1.0",
            START,
            now,
            List.of(),
            List.of(output),
            List.of(),
            UnreadStatus.NONE,
            new StateStatus(
                "/s", Optional.empty(), 0, Optional.empty(), HoldStatus.nothing(1 << 30)),
            ReloadStatus.NONE,
            new ProcessStatus(0, 0, 0, Duration.ZERO));
    return throughput.bytesPerSecond(status, output);
  }
}
