package io.tailrace.outputs;

import static io.tailrace.outputs.ScriptedOutput.answering;
import static io.tailrace.outputs.ScriptedOutput.batch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailrace.outputs.DeadLetters.DeadLetter;
import io.tailrace.outputs.Delivery.Blocked;
import io.tailrace.outputs.Delivery.Delivered;
import io.tailrace.outputs.Delivery.PartlyDelivered;
import io.tailrace.outputs.Delivery.Refused;
import io.tailrace.outputs.Delivery.TooLarge;
import io.tailrace.outputs.Delivery.TryAgain;
import io.tailrace.outputs.Delivery.Undeliverable;
import io.tailrace.outputs.RetryIntervals.Backoff;
import io.tailrace.outputs.ShipperStatus.State;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ShipperTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final Duration LONG = Duration.ofHours(1);

  private static final RetryIntervals QUICK =
      new RetryIntervals(
          new Backoff(Duration.ofMillis(1), Duration.ofMillis(2)),
          new Backoff(Duration.ofMillis(1), Duration.ofMillis(2)),
          new Backoff(Duration.ofMillis(1), Duration.ofMillis(2)),
          Duration.ofMillis(50));

  private static final RetryIntervals SLOW =
      new RetryIntervals(
          new Backoff(LONG, LONG), new Backoff(LONG, LONG), new Backoff(LONG, LONG), LONG);

  private final BlockingQueue<Batch> settled = new LinkedBlockingQueue<>();
  private final BlockingQueue<DeadLetter> deadLetters = new LinkedBlockingQueue<>();
  private final BlockingQueue<Throwable> bugs = new LinkedBlockingQueue<>();

  @Test
  void deliveredBatchIsSettled() throws Exception {
    ScriptedOutput output = answering(new Delivered());
    Batch batch = batch("a", "b");

    Shipper shipper = ship(output, batch);

    assertThat(settled.take()).isSameAs(batch);
    assertThat(output.requests).containsExactly(List.of("a", "b"));
    assertThat(shipper.status())
        .isEqualTo(new ShipperStatus(new State.Healthy(), 0, 2, 2, 0, 1, 0, Optional.of(NOW)));
  }

  @Test
  void partlyDeliveredBatchIsSentAgainWithoutWhatArrivedAndWhatWasRefused() throws Exception {
    ScriptedOutput output =
        answering(
            new PartlyDelivered(
                List.of(3, 1), List.of(new Refused(2, "bad date")), Optional.empty(), "429"),
            new Delivered());

    Shipper shipper = ship(output, batch("a", "b", "c", "d", "e"));

    settled.take();
    assertThat(output.requests)
        .containsExactly(List.of("a", "b", "c", "d", "e"), List.of("b", "d"));
    assertThat(deadLetters).containsExactly(letter(2, "c", "bad date"));
    assertThat(shipper.status().recordsDelivered()).isEqualTo(4);
    assertThat(shipper.status().recordsDeadLettered()).isEqualTo(1);
    assertThat(shipper.status().retries()).isEqualTo(1);
  }

  @Test
  void partlyDeliveredBatchWithNothingToRetryIsSettledAtOnce() throws Exception {
    ScriptedOutput output =
        answering(
            new PartlyDelivered(
                List.of(), List.of(new Refused(0, "mapping")), Optional.empty(), ""));

    ship(output, batch("a", "b"));

    settled.take();
    assertThat(output.requests).hasSize(1);
    assertThat(deadLetters).containsExactly(letter(0, "a", "mapping"));
  }

  @Test
  void deliveryThatDoesNotPartTheSelectionIsABug() throws Exception {
    ship(
        answering(new PartlyDelivered(List.of(7), List.of(), Optional.empty(), "429")),
        batch("a", "b"));

    assertThat(bugs.take()).isInstanceOf(IllegalStateException.class);
    assertThat(settled).isEmpty();
  }

  @Test
  void recordWithTwoFatesIsABug() throws Exception {
    ship(
        answering(
            new PartlyDelivered(
                List.of(0), List.of(new Refused(0, "bad date")), Optional.empty(), "429")),
        batch("a", "b"));

    assertThat(bugs.take()).isInstanceOf(IllegalStateException.class);
    assertThat(deadLetters).isEmpty();
  }

  @Test
  void failedBatchIsSentAgainUnchangedUntilItArrives() throws Exception {
    ScriptedOutput output =
        answering(
            tryAgain("refused"),
            tryAgain("timed out"),
            tryAgain("503"),
            tryAgain("503"),
            tryAgain("503"),
            tryAgain("503"),
            new Delivered());

    Shipper shipper = ship(output, batch("a", "b"));

    settled.take();
    assertThat(output.requests).hasSize(7).containsOnly(List.of("a", "b"));
    assertThat(shipper.status().attempts()).isEqualTo(7);
    assertThat(shipper.status().retries()).isEqualTo(6);
    assertThat(shipper.status().state()).isEqualTo(new State.Healthy());
  }

  @Test
  void pauseTheDestinationAsksForIsKeptAndLongerThanTheBackoff() throws Exception {
    AtomicLong nanos = new AtomicLong();
    ScriptedOutput output =
        answering(new TryAgain(Optional.of(Duration.ofMillis(40)), "429"), new Delivered());
    Shipper shipper =
        new Shipper(output, deadLetters::add, settled::add, options(QUICK, nanos::get));
    shipper.ship(batch("a"));
    awaitState(shipper, new State.Retrying(NOW, "429"));

    nanos.addAndGet(Duration.ofMillis(40).toNanos());
    assertThat(settled.poll(50, TimeUnit.MILLISECONDS)).isNull();

    nanos.addAndGet(1);
    assertThat(settled.take()).isNotNull();
  }

  @Test
  void blockedBatchIsTriedAllTheSameUntilSomebodyHasActed() throws Exception {
    ScriptedOutput output =
        answering(new Blocked("401"), new Blocked("401"), new Blocked("401"), new Delivered());

    ship(output, batch("a"));

    settled.take();
    assertThat(output.requests).hasSize(4);
    assertThat(deadLetters).isEmpty();
  }

  @Test
  void statusSaysWhatTheDestinationIsDoing() throws Exception {
    CountDownLatch sent = new CountDownLatch(2);
    ScriptedOutput output =
        new ScriptedOutput(
            2,
            (records, selection) -> {
              sent.countDown();
              return records.contains("a") ? new Blocked("401") : tryAgain("503");
            });
    try (Closing blocked = new Closing(ship(output, SLOW, batch("a")))) {
      awaitState(blocked.shipper, new State.Blocked(NOW, "401"));
    }
    try (Closing retrying = new Closing(ship(output, SLOW, batch("b")))) {
      awaitState(retrying.shipper, new State.Retrying(NOW, "503"));
      assertThat(retrying.shipper.status().batchesInFlight()).isEqualTo(1);
    }
    assertThat(sent.getCount()).isZero();
  }

  @Test
  void tooLargeBatchIsHalvedAndItsHalvesArriveInOrder() throws Exception {
    ScriptedOutput output =
        new ScriptedOutput(
            1, (records, selection) -> records.size() > 2 ? new TooLarge("413") : new Delivered());

    ship(output, batch("a", "b", "c", "d", "e"));

    settled.take();
    assertThat(output.requests.stream().filter(request -> request.size() <= 2))
        .containsExactly(List.of("a", "b"), List.of("c"), List.of("d", "e"));
    assertThat(deadLetters).isEmpty();
  }

  @Test
  void singleRecordThatIsTooLargeIsDeadLettered() throws Exception {
    ship(answering(new TooLarge("413")), batch("a"));

    settled.take();
    assertThat(deadLetters).containsExactly(letter(0, "a", "too large: 413"));
  }

  @Test
  void undeliverableRecordIsFoundAndDeadLetteredAloneAndTheRestArrivesInOrder() throws Exception {
    ScriptedOutput output =
        new ScriptedOutput(
            1,
            (records, selection) ->
                records.contains("poison") ? new Undeliverable("400") : new Delivered());

    Shipper shipper = ship(output, batch("a", "b", "c", "poison", "d", "e", "f"));

    Batch batch = settled.take();
    assertThat(IntStream.range(0, batch.count()).filter(batch::isDeadLettered)).containsExactly(3);
    assertThat(deadLetters).containsExactly(letter(3, "poison", "400"));
    assertThat(
            output.requests.stream()
                .filter(request -> !request.contains("poison"))
                .flatMap(List::stream))
        .containsExactly("a", "b", "c", "d", "e", "f");
    assertThat(shipper.status().recordsDelivered()).isEqualTo(6);
  }

  @Test
  void refusedRecordIsNotSettledBeforeItsDeadLetterIsKept() throws Exception {
    CountDownLatch failures = new CountDownLatch(3);
    DeadLetters full =
        letter -> {
          failures.countDown();
          if (failures.getCount() > 0) {
            assertThat(settled).isEmpty();
            throw new IOException("No space left on device");
          }
          deadLetters.add(letter);
        };
    Shipper shipper =
        new Shipper(answering(new Undeliverable("400")), full, settled::add, options(QUICK));

    shipper.ship(batch("a"));

    settled.take();
    assertThat(deadLetters).hasSize(1);
    assertThat(shipper.status().recordsDeadLettered()).isEqualTo(1);
    assertThat(shipper.status().state()).isEqualTo(new State.Healthy());
  }

  @Test
  void statusIsBlockedWhileADeadLetterCannotBeKept() throws Exception {
    DeadLetters full =
        letter -> {
          throw new IOException("No space left on device");
        };
    try (Closing closing =
        new Closing(
            new Shipper(answering(new Undeliverable("400")), full, settled::add, options(SLOW)))) {
      closing.shipper.ship(batch("a"));

      awaitState(
          closing.shipper,
          new State.Blocked(
              NOW, "a dead letter cannot be kept: java.io.IOException: No space left on device"));
    }
    assertThat(settled).isEmpty();
  }

  @Test
  void exceptionOfAnOutputIsToldAndItsBatchIsNotSettled() throws Exception {
    IllegalStateException bug = new IllegalStateException("bug");
    AtomicReference<@Nullable String> thread = new AtomicReference<>();
    Shipper shipper =
        ship(
            new ScriptedOutput(
                1,
                (records, selection) -> {
                  thread.set(Thread.currentThread().getName());
                  throw bug;
                }),
            batch("a"));

    assertThat(bugs.take()).isSameAs(bug);
    assertThat(thread).hasValue("ship-scripted-1");
    shipper.close(LONG);
    assertThat(settled).isEmpty();
    assertThat(shipper.status().batchesInFlight()).isEqualTo(1);
  }

  @Test
  void moreBatchesThanTheOutputTakesAreABug() {
    Shipper shipper = ship(answering(tryAgain("503")), SLOW, batch("a"));

    try (Closing closing = new Closing(shipper)) {
      assertThatThrownBy(() -> closing.shipper.ship(batch("b")))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void batchMayBeShippedAgainAsSoonAsItIsSettled() throws Exception {
    ScriptedOutput output = answering(new Delivered());
    Shipper shipper = ship(output, batch("a"));

    for (int i = 0; i < 1_000; i++) {
      shipper.ship(settled.take());
    }

    settled.take();
    assertThat(output.requests).hasSize(1_001);
  }

  @Test
  void closeWaitsForWhatIsUnderWay() throws Exception {
    CountDownLatch sending = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    Shipper shipper =
        ship(
            new ScriptedOutput(
                1,
                (records, selection) -> {
                  sending.countDown();
                  answer.await();
                  return new Delivered();
                }),
            batch("a"));
    sending.await();
    Thread closing = Thread.ofVirtual().start(() -> shipper.close(LONG));

    answer.countDown();

    closing.join();
    assertThat(settled).hasSize(1);
  }

  @Test
  void closeGivesUpWhatIsInBackoffAtTheDeadline() throws Exception {
    ScriptedOutput output = answering(tryAgain("503"));
    Shipper shipper = ship(output, SLOW, batch("a"));
    awaitState(shipper, new State.Retrying(NOW, "503"));

    shipper.close(Duration.ofMillis(1));

    assertThat(settled).isEmpty();
    assertThat(bugs).isEmpty();
    assertThat(shipper.status().batchesInFlight()).isEqualTo(1);
    assertThat(output.requests).hasSize(1);
  }

  @Test
  void closeInterruptsWhatIsBeingSentAtTheDeadline() throws Exception {
    CountDownLatch sending = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    Shipper shipper =
        ship(
            new ScriptedOutput(
                1,
                (records, selection) -> {
                  sending.countDown();
                  try {
                    new CountDownLatch(1).await();
                    return new Delivered();
                  } finally {
                    interrupted.countDown();
                  }
                }),
            batch("a"));
    sending.await();

    shipper.close(Duration.ofMillis(1));

    assertThat(interrupted.getCount()).isZero();
    assertThat(settled).isEmpty();
    assertThat(bugs).isEmpty();
  }

  @Test
  void closeReturnsThoughAnOutputIgnoresTheInterrupt() throws Exception {
    CountDownLatch answer = new CountDownLatch(1);
    Shipper shipper =
        ship(new ScriptedOutput(1, (records, selection) -> awaitStubbornly(answer)), batch("a"));
    long startNanos = System.nanoTime();

    shipper.close(Duration.ofMillis(1));

    assertThat(System.nanoTime() - startNanos)
        .isBetween(Shipper.END_TIME.toNanos(), Shipper.END_TIME.multipliedBy(5).toNanos());
    answer.countDown();
  }

  @Test
  void afterCloseABatchStaysUnsettled() {
    ScriptedOutput output = answering(new Delivered());
    Shipper shipper = new Shipper(output, deadLetters::add, settled::add, options(QUICK));
    shipper.close(LONG);

    shipper.ship(batch("a"));

    assertThat(output.requests).isEmpty();
    assertThat(settled).isEmpty();
  }

  private static Delivery awaitStubbornly(CountDownLatch answer) {
    while (true) {
      try {
        answer.await();
        return new Delivered();
      } catch (InterruptedException e) {
        // Going on all the same is what is tested.
      }
    }
  }

  private static void awaitState(Shipper shipper, State state) throws InterruptedException {
    for (int i = 0; i < 10_000 && !shipper.status().state().equals(state); i++) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
    assertThat(shipper.status().state()).isEqualTo(state);
  }

  private static TryAgain tryAgain(String reason) {
    return new TryAgain(Optional.empty(), reason);
  }

  private static DeadLetter letter(int record, String body, String reason) {
    Source source = batch("a").source(0);
    return new DeadLetter("scripted", NOW, reason, source, record, body);
  }

  private Shipper ship(ScriptedOutput output, Batch batch) {
    return ship(output, QUICK, batch);
  }

  private Shipper ship(ScriptedOutput output, RetryIntervals intervals, Batch batch) {
    Shipper shipper = new Shipper(output, deadLetters::add, settled::add, options(intervals));
    shipper.ship(batch);
    return shipper;
  }

  private ShipperOptions options(RetryIntervals intervals) {
    return options(intervals, System::nanoTime);
  }

  private ShipperOptions options(RetryIntervals intervals, LongSupplier nanoTime) {
    return new ShipperOptions(intervals, () -> NOW, nanoTime, (thread, bug) -> bugs.add(bug));
  }

  /** Ends the shipper of a test whose destination never heals. */
  private record Closing(Shipper shipper) implements AutoCloseable {
    @Override
    public void close() {
      shipper.close(Duration.ZERO);
    }
  }
}
