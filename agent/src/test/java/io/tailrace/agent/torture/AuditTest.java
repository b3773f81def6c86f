package io.tailrace.agent.torture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** It must notice whatever goes wrong: each kind of wrong is fed to it. */
class AuditTest {
  private static final LogName LOG = new LogName(1, Mode.RENAME);
  private static final int EVENTS = 40;

  private final Audit audit = new Audit();

  @Test
  void everythingOnceIsAsPromised() {
    deliverAllBut(0);

    Verdict verdict = verdict();

    assertThat(verdict.holds(true)).isTrue();
    assertThat(verdict.total()).isEqualTo(new Tally(EVENTS, EVENTS, 0, 0, 0, 0, 0, 0));
    assertThat(audit.isBroken(true)).isFalse();
  }

  @Test
  void aLostEventIsNoticedAndNamed() {
    deliverAllBut(17);

    Verdict verdict = verdict();

    assertThat(verdict.holds(false)).isFalse();
    assertThat(verdict.total().lost()).isEqualTo(1);
    assertThat(verdict.lost()).containsExactly("#w1-rename 17 ");
  }

  @Test
  void aWholeLogThatNothingArrivedOfIsLost() {
    Verdict verdict = audit.verdict(Map.of("w2-late", 3));

    assertThat(verdict.total().lost()).isEqualTo(3);
    assertThat(verdict.holds(false)).isFalse();
  }

  @Test
  void anEventThatIsThereTwiceIsNoticedAndNamed() {
    deliverAllBut(0);
    audit.delivered(record(8), "the-other-id");

    Verdict verdict = verdict();

    assertThat(verdict.total().twice()).isEqualTo(1);
    assertThat(verdict.holds(true)).isFalse();
    assertThat(verdict.holds(false)).as("where that may be").isTrue();
    assertThat(verdict.examples().getFirst())
        .startsWith("w1-rename 8 is there twice, delivered as the-other-id");
    assertThat(audit.isBroken(true)).isTrue();
    assertThat(audit.isBroken(false)).isFalse();
  }

  @Test
  void anEventThatIsFirstSaidToBeThereAndThenStoredWasUnderWayTwiceAndIsThereOnce() {
    deliverAllBut(8);
    audit.known(record(8));
    audit.delivered(record(8), "the-same-id");

    assertThat(verdict().total().twice()).isZero();

    audit.delivered(record(8), "the-other-id");
    assertThat(verdict().total().twice()).isEqualTo(1);
  }

  @Test
  void whatAnotherAuditHasSeenIsShownToo() {
    var last = new Audit();
    deliverAllBut(0);
    audit.delivered(record(8), "the-other-id");
    last.shows(audit);

    assertThat(last.verdict(Map.of()).examples()).hasSize(1);
  }

  @Test
  void anAlteredEventIsNoticedAndIsNotLostToo() {
    deliverAllBut(9);
    audit.delivered(record(9).replace("brown", "braun"));

    Verdict verdict = verdict();

    assertThat(verdict.total().altered()).isEqualTo(1);
    assertThat(verdict.total().lost()).isZero();
    assertThat(verdict.holds(false)).isFalse();
    assertThat(audit.isBroken(false)).isTrue();
  }

  @Test
  void anEventWithoutTheEndOfItsStackTraceIsAltered() {
    String traced = record(1);
    audit.delivered(traced.substring(0, traced.lastIndexOf('\n')));

    assertThat(audit.verdict(Map.of(LOG.toString(), 1)).total().altered()).isEqualTo(1);
  }

  @Test
  void aRecordThatNobodyWroteIsNoticed() {
    deliverAllBut(0);
    audit.delivered("\tat torture.Writer.step1(Writer.java:2)");

    assertThat(verdict().strangers()).isEqualTo(1);
    assertThat(verdict().holds(false)).isFalse();
  }

  @Test
  void anEventBeyondTheLastThatWasWrittenIsAStranger() {
    deliverAllBut(0);
    audit.delivered(record(EVENTS + 1));

    assertThat(verdict().strangers()).isEqualTo(1);
    assertThat(verdict().total().lost()).isZero();
  }

  @Test
  void aDeadLetterAccountsForItsEventAndIsNoSecondCopy() {
    deliverAllBut(13);
    audit.deadLettered(record(13));

    assertThat(verdict().holds(true)).isTrue();
    assertThat(verdict().total().deadLettered()).isEqualTo(1);
  }

  @Test
  void anEventThatWasDeliveredAndIsADeadLetterIsThereTwice() {
    deliverAllBut(0);
    audit.deadLettered(record(13));

    assertThat(verdict().total().twice()).isEqualTo(1);
    assertThat(verdict().holds(true)).isFalse();
  }

  @Test
  void asecondDeadLetterOfAnEventIsCounted() {
    deliverAllBut(13);
    audit.deadLettered(record(13));
    audit.deadLettered(record(13));

    assertThat(verdict().total().lettersTwice()).isEqualTo(1);
    assertThat(verdict().holds(false)).as("whatever the destination is").isFalse();
  }

  @Test
  void settledIsUpToTheFirstThatIsMissing() {
    deliverAllBut(17);

    assertThat(audit.settled()).containsExactly(Map.entry("w1-rename", 16));
    audit.deadLettered(record(17));
    assertThat(audit.settled()).containsExactly(Map.entry("w1-rename", EVENTS));
  }

  @Test
  void whatComesAfterALaterOneIsUnordered() {
    audit.delivered(record(2));
    audit.delivered(record(1));
    audit.delivered(record(3));

    assertThat(audit.verdict(Map.of(LOG.toString(), 3)).total().outOfOrder()).isEqualTo(1);
  }

  private void deliverAllBut(int missing) {
    IntStream.rangeClosed(1, EVENTS)
        .filter(number -> number != missing)
        .forEach(number -> audit.delivered(record(number)));
  }

  private Verdict verdict() {
    return audit.verdict(Map.of(LOG.toString(), EVENTS));
  }

  private static String record(int number) {
    return new String(new Event(LOG, number).line(Instant.EPOCH), UTF_8).stripTrailing();
  }
}
