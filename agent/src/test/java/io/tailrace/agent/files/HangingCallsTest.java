package io.tailrace.agent.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailrace.agent.files.HangingCalls.Call;
import io.tailrace.agent.files.HangingCalls.HangingException;
import io.tailrace.agent.files.HangingCalls.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HangingCallsTest {
  private static final Path ROOT = Path.of("/volume");
  private static final Duration PATIENCE = HangingCalls.PATIENCE;

  private final HangingCalls calls = new HangingCalls(PATIENCE);
  private final CountDownLatch server = new CountDownLatch(1);

  @AfterEach
  void end() {
    server.countDown();
    calls.close();
  }

  /** Something opened, that knows whether it was closed. */
  private static final class Opened implements java.io.Closeable {
    volatile boolean closed;

    @Override
    public void close() {
      closed = true;
    }
  }

  private static Target target(String name) {
    return new Target(Place.of(ROOT, ROOT.resolve(name)), "key of " + name);
  }

  private String hang(Target target) throws IOException {
    return calls.call(String.class, target, hangs("late"));
  }

  private <T> Call<T> hangs(T answer) {
    return progress -> {
      try {
        server.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return answer;
    };
  }

  private void awaitAnswers() throws InterruptedException {
    server.countDown();
    while (calls.hanging() > 0) {
      Thread.sleep(1);
    }
  }

  @Test
  void callThatHangsIsGivenUpAndTheNextOnesAreMade() throws IOException {
    assertThatThrownBy(() -> hang(target("fifo.log"))).isInstanceOf(HangingException.class);

    assertThat(calls.call(String.class, target("a.log"), progress -> "answer")).isEqualTo("answer");
    assertThat(calls.hanging()).isOne();
  }

  @Test
  void whatComesLateIsTheAnswerWhenTheSameIsAskedAgain() throws Exception {
    assertThatThrownBy(() -> hang(target("slow.log"))).isInstanceOf(HangingException.class);
    awaitAnswers();

    assertThat(calls.call(String.class, target("slow.log"), progress -> "asked again"))
        .isEqualTo("late");
    assertThat(calls.call(String.class, target("slow.log"), progress -> "asked again"))
        .isEqualTo("asked again");
  }

  @Test
  void whatComesLateIsClosedWhenNobodyAsksForIt() throws Exception {
    Opened opened = new Opened();
    assertThatThrownBy(() -> calls.call(Opened.class, target("slow.log"), hangs(opened)))
        .isInstanceOf(HangingException.class);
    calls.sweep();
    awaitAnswers();

    calls.sweep();
    assertThat(opened.closed).isFalse();
    calls.sweep();
    assertThat(opened.closed).isTrue();
  }

  @Test
  void onePathIsTriedTwiceAndTheOthersOfItsVolumeGoOn() throws IOException {
    Target fifo = target("fifo.log");
    AtomicInteger tries = new AtomicInteger();
    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(() ->
              calls.call(
                  String.class,
                  fifo,
                  progress -> {
                    tries.incrementAndGet();
                    return this.<String>hangs("").make(progress);
                  }))
          .isInstanceOf(HangingException.class);
    }

    assertThat(tries).hasValue(HangingCalls.MAX_OF_ONE);
    assertThat(calls.call(String.class, target("a.log"), progress -> "answer")).isEqualTo("answer");
  }

  @Test
  void volumeThatHangsAllTheTimeIsLeftAloneUntilItAnswersAndOthersAreNot() throws Exception {
    for (int i = 0; i < 2 * HangingCalls.MAX_HANGING; i++) {
      Target file = target("f%d.log".formatted(i));
      assertThatThrownBy(() -> hang(file)).isInstanceOf(HangingException.class);
    }
    assertThat(calls.hanging()).isEqualTo(HangingCalls.MAX_HANGING);
    Target elsewhere = new Target(Place.of(Path.of("/other"), Path.of("/other/a.log")), "key");
    assertThat(calls.call(String.class, elsewhere, progress -> "answer")).isEqualTo("answer");

    awaitAnswers();
    calls.sweep();
    calls.sweep();
    assertThat(calls.call(String.class, target("a.log"), progress -> "answer")).isEqualTo("answer");
  }

  @Test
  void longCallThatGoesOnIsNotGivenUp() throws IOException {
    AtomicInteger steps = new AtomicInteger();

    String answer =
        calls.call(
            String.class,
            target("directory"),
            progress -> {
              long end = System.nanoTime() + PATIENCE.multipliedBy(3).toNanos();
              while (System.nanoTime() - end < 0) {
                steps.incrementAndGet();
                progress.run();
              }
              return "all of it";
            });

    assertThat(answer).isEqualTo("all of it");
    assertThat(calls.hanging()).isZero();
  }

  @Test
  void troubleIsToldAsItIs() {
    assertThatThrownBy(() ->
            calls.call(
                String.class,
                target("a.log"),
                progress -> {
                  throw new IOException("EMFILE");
                }))
        .isExactlyInstanceOf(IOException.class)
        .hasMessage("EMFILE");
    assertThatThrownBy(() ->
            calls.call(
                String.class,
                target("a.log"),
                progress -> {
                  throw new IllegalStateException("a bug");
                }))
        .isExactlyInstanceOf(IllegalStateException.class);
  }
}
