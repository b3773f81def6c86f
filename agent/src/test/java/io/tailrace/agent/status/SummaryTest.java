package io.tailrace.agent.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.agent.status.Summary.Tone;
import io.tailrace.outputs.ShipperStatus.State;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SummaryTest {
  @Test
  void everythingShipped() {
    assertThat(Summary.of(Samples.shipped()))
        .isEqualTo(new Summary(Tone.GOOD, "Everything shipped."));
  }

  @Test
  void aDestinationThatIsDownIsSaidWithWhatWaitsForIt() {
    assertThat(Summary.of(Samples.retrying()))
        .isEqualTo(
            new Summary(
                Tone.WAITING,
                "es has taken nothing for 12 s: 28 MB waiting in 1 file. Nothing is lost."));
  }

  @Test
  void aBlockedDestinationAsksForAPerson() {
    assertThat(Summary.of(Samples.blocked()))
        .isEqualTo(
            new Summary(
                Tone.BAD,
                "es has been blocked for 1 min 15 s and needs a person: 28 MB waiting in 1 file."
                    + " Nothing is lost."));
  }

  @Test
  void whatIsLostIsSaidEvenWhenAllElseIsWell() {
    Ledger ledger = new Ledger(100, 88, 0, 0, 12);
    AgentStatus status =
        Samples.agent(
            List.of(Samples.output("es", new State.Healthy(), ledger)),
            List.of(Samples.file("/a.log", Map.of("es", ledger))));

    assertThat(Summary.of(status)).isEqualTo(new Summary(Tone.BAD, "12 bytes lost."));
  }

  @Test
  void aCheckpointThatCannotBeWrittenIsTrouble() {
    AgentStatus well = Samples.shipped();
    var state =
        new StateStatus(
            "/s", Optional.empty(), 1, Optional.of("disk full"), HoldStatus.nothing(1 << 30));
    var status =
        new AgentStatus(
            well.version(),
            well.startedAt(),
            well.now(),
            well.inputs(),
            well.outputs(),
            well.files(),
            well.unread(),
            state,
            well.reload(),
            well.process());

    assertThat(Summary.of(status))
        .isEqualTo(
            new Summary(Tone.BAD, "The checkpoint cannot be written: disk full. Nothing is lost."));
  }

  @Test
  void workUnderWayIsNoTrouble() {
    Ledger ledger = new Ledger(3_000_000, 0, 0, 0, 0);
    AgentStatus status =
        Samples.agent(List.of(Samples.output("es", new State.Healthy(), ledger)), List.of());

    assertThat(Summary.of(status)).isEqualTo(new Summary(Tone.GOOD, "Shipping: 3.0 MB to go."));
  }

  @Test
  void deadLettersAreNotEverything() {
    Ledger ledger = new Ledger(1_000, 900, 100, 0, 0);
    AgentStatus status =
        Samples.agent(List.of(Samples.output("es", new State.Healthy(), ledger)), List.of());

    assertThat(Summary.of(status))
        .isEqualTo(new Summary(Tone.WAITING, "Everything shipped, except for 1 dead letter."));
  }

  @Test
  void noFileAtAllIsSaid() {
    AgentStatus status =
        Samples.agent(List.of(Samples.output("es", new State.Healthy(), Ledger.EMPTY)), List.of());

    assertThat(Summary.of(status).sentence()).isEqualTo("No file to read has been found yet.");
  }
}
