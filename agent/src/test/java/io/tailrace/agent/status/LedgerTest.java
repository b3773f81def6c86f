package io.tailrace.agent.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LedgerTest {
  @Test
  void whatIsNotSettledIsWaiting() {
    assertThat(new Ledger(100, 50, 20, 10, 5).waitingBytes()).isEqualTo(15);
  }

  @Test
  void moreCannotBeSettledThanWasWritten() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Ledger(100, 50, 20, 30, 1))
        .withMessage("settled 101 of 100 bytes written");
  }

  @Test
  void noAccountIsNegative() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Ledger(100, 50, -1, 0, 0))
        .withMessageContaining("dead-lettered -1");
  }

  @Test
  void aFileThatGrewAfterItsSizeWasReadHasAtLeastWhatIsSettled() {
    assertThat(Ledger.sampled(100, 120, 0, 0, 0)).isEqualTo(new Ledger(120, 120, 0, 0, 0));
    assertThat(Ledger.sampled(100, 20, 0, 0, 0)).isEqualTo(new Ledger(100, 20, 0, 0, 0));
  }

  @Test
  void sumsAddUpInEveryAccount() {
    long seed = new Random().nextLong();
    var random = new Random(seed);
    for (int round = 0; round < 1_000; round++) {
      Ledger a = random(random);
      Ledger b = random(random);

      Ledger sum = a.plus(b);

      assertThat(sum.waitingBytes())
          .as("seed %d", seed)
          .isEqualTo(a.waitingBytes() + b.waitingBytes());
      assertThat(
              sum.deliveredBytes()
                  + sum.deadLetteredBytes()
                  + sum.filteredBytes()
                  + sum.waitingBytes()
                  + sum.lostBytes())
          .as("seed %d", seed)
          .isEqualTo(sum.writtenBytes());
    }
  }

  private static Ledger random(Random random) {
    return Ledger.sampled(
        random.nextInt(5_000),
        random.nextInt(1_000),
        random.nextInt(1_000),
        random.nextInt(1_000),
        random.nextInt(1_000));
  }
}
