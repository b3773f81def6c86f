package io.tailrace.agent.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.agent.status.Ledger;
import io.tailrace.parsers.RecordReader;
import io.tailrace.parsers.transform.BadCondition;
import io.tailrace.parsers.transform.Condition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records that are not to be shipped, on their way through the pipeline. */
class FilteringTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @TempDir private Path volume;

  private PipelineRig rig;

  @BeforeEach
  void begin() {
    rig = new PipelineRig(volume, 1_000, 2, 1_000, FilteringTest::onlyUnder50);
  }

  @AfterEach
  void end() {
    rig.close();
  }

  private static RecordReader onlyUnder50() {
    return only("n<50 || level==info");
  }

  private static RecordReader only(String condition) {
    try {
      return PipelineRig.usualReader().through(Condition.parse(condition).keeping("ONLY_IF"));
    } catch (BadCondition e) {
      throw new AssertionError(e);
    }
  }

  private static String line(int n) {
    return "{\"n\":" + n + "}\n";
  }

  @Test
  void whatIsDroppedIsSettledAndCountedAndTheRestArrives() throws IOException {
    rig.append("a.log", line(10) + line(60) + "\n" + line(70) + line(20) + line(80));
    rig.wait(SECOND);

    assertThat(rig.delivered()).containsExactly("{\"n\":10}", "{\"n\":20}");
    assertThat(rig.settled("a.log")).isEqualTo(46);
    assertThat(rig.filteredBytes()).isEqualTo(27);
    assertThat(rig.events().events()).isEqualTo(5);
    assertThat(rig.events().filtered()).isEqualTo(3);
    assertThat(rig.waitingBytes()).isZero();
  }

  @Test
  void whatIsAllDroppedIsSettledWithoutARequest() throws IOException {
    rig.append("a.log", line(60).repeat(1_000));
    rig.wait(SECOND);

    assertThat(rig.shipped()).isEmpty();
    assertThat(rig.settled("a.log")).isEqualTo(9_000);
    assertThat(rig.filteredBytes()).isEqualTo(9_000);
    assertThat(rig.isDone()).isTrue();
    assertThat(rig.idle()).isGreaterThanOrEqualTo(SECOND);
  }

  @Test
  void droppedBytesCountOnceAllBeforeThemIsSettled() throws IOException {
    rig.holdSettling();
    rig.append("a.log", line(10) + line(60));
    rig.wait(SECOND);
    rig.append("a.log", line(70));
    rig.wait(SECOND);

    assertThat(rig.filteredBytes()).isZero();
    assertThat(rig.waitingBytes()).isEqualTo(27);
    assertThat(rig.settled("a.log")).isZero();

    rig.settleAll();
    rig.turns(2);
    assertThat(rig.filteredBytes()).isEqualTo(18);
    assertThat(rig.settled("a.log")).isEqualTo(27);
  }

  @Test
  void anEventOfSeveralLinesIsDroppedWhole() throws IOException {
    rig.append(
        "a.log", "2026-01-01 10:00:00 ERROR boom\njava.lang.Error: x\n\tat a.B.c(B.java:1)\n");
    rig.append("a.log", "2026-01-01 10:00:01 INFO fine\n");
    rig.wait(SECOND);

    assertThat(rig.delivered()).containsExactly("2026-01-01 10:00:01 INFO fine");
    assertThat(rig.filteredBytes()).isEqualTo(rig.settled("a.log") - 30);
    assertThat(rig.events().filtered()).isEqualTo(1);
  }

  @Test
  void aLineThatIsNotWholeIsJudgedOnceItIs() throws IOException {
    rig.append("a.log", "{\"n\":6");
    rig.wait(SECOND);
    assertThat(rig.read("a.log")).isZero();

    rig.append("a.log", "}\n{\"n\":6");
    rig.wait(SECOND);
    rig.append("a.log", "0}\n");
    rig.wait(SECOND);

    assertThat(rig.delivered()).containsExactly("{\"n\":6}");
    assertThat(rig.filteredBytes()).isEqualTo(9);
  }

  /** Of a line that is longer than what is read at once, the first part alone is judged. */
  @Test
  void theRestOfALongLineGoesTheWayOfItsFirstPart() throws IOException {
    String dropped = "x".repeat(10_000);
    String shipped = "INFO " + "y".repeat(10_000);
    rig.append("a.log", dropped);
    rig.append("b.log", line(60) + line(10));
    rig.wait(SECOND);
    rig.append("a.log", dropped + "\n" + shipped + "\n" + line(60) + dropped + "\n" + line(10));
    rig.wait(SECOND);

    assertThat(rig.deliveredRecords())
        .extracting(record -> record.encoded().substring(0, 5))
        .containsExactlyInAnyOrder("{\"n\":", "INFO ", "{\"n\":");
    assertThat(rig.waitingBytes()).isZero();
    assertThat(rig.filteredBytes()).isEqualTo(20_001 + 10_001 + 2 * 9);
    assertThat(rig.ledgers().stream().mapToLong(Ledger::deliveredBytes).sum())
        .isEqualTo(shipped.length() + 1 + 2 * 9);
    assertThat(rig.events().drops()).isEqualTo(Map.of("only_if", rig.events().filtered()));
  }

  /** Its end is owed to the clock, so it must be known before what follows gets an id. */
  @Test
  void anEventThatWasCutAndDroppedEndsAtTheSamePlaceAfterAKill() throws IOException {
    rig.append("a.log", "2026-01-01 10:00:00 ERROR boom\n");
    rig.wait(Duration.ofMillis(600));
    assertThat(rig.settled("a.log")).isEqualTo(31);
    rig.holdSettling();
    rig.append("a.log", "\tat level=info(B.java:1)\n{\"n\":1}\n");
    rig.wait(SECOND);
    List<String> ids = List.copyOf(rig.ids(0));

    rig.restart();
    rig.settleAll();
    rig.wait(SECOND);

    assertThat(ids).isNotEmpty();
    assertThat(rig.deliveredIds()).isEqualTo(ids);
  }

  @Test
  void ofFilesThatAreGoneWhatWasDroppedStaysCounted() throws IOException {
    rig.append("a.log", line(10) + line(60) + line(70));
    rig.wait(SECOND);
    rig.checkpoint();
    Files.delete(volume.resolve("a.log"));
    rig.append("b.log", line(80));
    rig.wait(Duration.ofSeconds(40)); // For so long something may still write to it.

    assertThat(rig.filteredBytes()).isEqualTo(27);
    assertThat(rig.ledgers().getFirst()).isEqualTo(new Ledger(27, 9, 0, 18, 0));
    assertThat(rig.ledgers().getLast()).isEqualTo(new Ledger(9, 0, 0, 9, 0));
  }

  /**
   * Kept and dropped lines in pieces, held back answers and kills: nothing is lost, late or twice.
   */
  @Test
  void whateverHappensTheAccountIsRightAndEachKeptLineArrivesOnce() throws IOException {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    List<String> kept = new ArrayList<>();
    long dropped = 0;
    String rest = "";
    boolean killed = false;
    for (int step = 0; step < 300; step++) {
      switch (random.nextInt(8)) {
        case 0 -> rig.holdSettling();
        case 1 -> rig.settleAll();
        case 2 -> rig.wait(Duration.ofMillis(50L * random.nextInt(10)));
        case 3 -> {
          if (random.nextInt(10) == 0) {
            rig.restart();
            killed = true;
          }
        }
        default -> {
          StringBuilder text = new StringBuilder(rest);
          for (int i = random.nextInt(40); i >= 0; i--) {
            // Each line is another one, so that it shows which is missing.
            String line = "{\"n\":" + random.nextInt(100) + ",\"i\":" + step + "." + i + "}\n";
            text.append(line);
            if (line.charAt(6) == ',' || line.charAt(5) < '5') {
              kept.add(line.strip());
            } else {
              dropped += line.length();
            }
          }
          int cut = random.nextInt(4) == 0 ? random.nextInt(text.length()) : text.length();
          rig.append("a.log", text.substring(0, cut));
          rest = text.substring(cut);
        }
      }
      rig.turns(1 + random.nextInt(3));
      assertAccounts(seed, step, killed ? dropped : 0);
    }
    rig.append("a.log", rest);
    rig.settleAll();
    rig.wait(Duration.ofSeconds(2));
    assertAccounts(seed, -1, killed ? dropped : 0);

    var once = new LinkedHashSet<>(rig.delivered());
    assertThat(once).as("seed %d", seed).containsExactlyElementsOf(kept);
    assertThat(new LinkedHashSet<>(rig.deliveredIds())).as("seed %d", seed).hasSameSizeAs(once);
    assertThat(rig.waitingBytes()).as("seed %d", seed).isZero();
    if (!killed) {
      assertThat(rig.filteredBytes()).as("seed %d", seed).isEqualTo(dropped);
      assertThat(rig.delivered()).as("seed %d", seed).hasSameSizeAs(once);
    }
  }

  private void assertAccounts(long seed, int step, long droppedBefore) {
    for (Ledger ledger : rig.ledgers()) {
      assertThat(
              ledger.deliveredBytes()
                  + ledger.deadLetteredBytes()
                  + ledger.filteredBytes()
                  + ledger.waitingBytes()
                  + ledger.lostBytes())
          .as("seed %d, step %d", seed, step)
          .isEqualTo(ledger.writtenBytes());
    }
    // What is not filtered of what is settled has arrived, but for what runs before have filtered.
    long delivered = rig.ledgers().stream().mapToLong(Ledger::deliveredBytes).sum();
    long arrived =
        rig.deliveredRecords().stream().mapToLong(record -> record.encoded().length() + 1).sum();
    assertThat(delivered)
        .as("seed %d, step %d", seed, step)
        .isLessThanOrEqualTo(arrived + droppedBefore);
  }
}
