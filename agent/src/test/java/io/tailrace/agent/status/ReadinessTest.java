package io.tailrace.agent.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.outputs.ShipperStatus.State;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadinessTest {
  private static final Ledger NOTHING_YET = new Ledger(100, 0, 0, 0, 0);

  @Test
  void anOutputThatDeliveredIsReadyAlsoWhileItRetries() {
    assertThat(Readiness.of(Samples.shipped()).ready()).isTrue();
    assertThat(Readiness.of(Samples.retrying()).ready()).isTrue();
  }

  @Test
  void anOutputThatNeverDeliveredIsNotReady() {
    assertThat(reasons(new State.Healthy(), NOTHING_YET))
        .containsExactly("es has not delivered anything yet");
    assertThat(reasons(new State.Retrying(Samples.NOW, "refused"), NOTHING_YET))
        .containsExactly("es has not delivered anything yet: refused");
  }

  @Test
  void anOutputWithNothingToSendIsReady() {
    assertThat(reasons(new State.Healthy(), Ledger.EMPTY)).isEmpty();
  }

  @Test
  void aRefusedRecordShowsThatTheDestinationAnswers() {
    assertThat(reasons(new State.Healthy(), new Ledger(1_000, 0, 100, 0, 0))).isEmpty();
  }

  @Test
  void aBlockedOutputIsNotReadyWhateverItDelivered() {
    assertThat(Readiness.of(Samples.blocked()).reasons())
        .containsExactly("es is blocked: 401: wrong key");
  }

  private static List<String> reasons(State state, Ledger total) {
    return Readiness.of(Samples.agent(List.of(Samples.output("es", state, total)), List.of()))
        .reasons();
  }
}
