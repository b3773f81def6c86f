package io.tailrace.agent.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class AuditTest {
  /** Enough for the 20th to have a stack trace. */
  private static final int EVENTS = 40;

  private static final Written WRITTEN =
      new Written(
          new EnumMap<>(
              Map.of(
                  SampleLog.ORDERS, new Written.Count(EVENTS, EVENTS, 0, 0),
                  SampleLog.SHOP, new Written.Count(EVENTS, 0, 0, 0),
                  SampleLog.ACCESS, new Written.Count(EVENTS, EVENTS, 0, 0))),
          true);

  private Audit audit = new Audit(WRITTEN);

  @BeforeEach
  void setUp() {
    audit = new Audit(WRITTEN);
  }

  @Test
  void everyEventOnceAndWholeIsPerfect() {
    findAllBut(SampleLog.ACCESS, 0);

    assertThat(audit.isPerfect()).isTrue();
    assertThat(audit.total()).isEqualTo(new Audit.Tally(3 * EVENTS, 0, 0, 0));
  }

  @Test
  void aRecordAsJsonIsAsGoodAsItsText() {
    audit.found(new JsonMapper().writeValueAsString(Map.of("message", text(SampleLog.SHOP, 20))));

    assertThat(audit.tally(SampleLog.SHOP)).isEqualTo(new Audit.Tally(1, EVENTS - 1, 0, 0));
  }

  @Test
  void aMissingEventIsLost() {
    findAllBut(SampleLog.SHOP, 20);

    assertThat(audit.isPerfect()).isFalse();
    assertThat(audit.tally(SampleLog.SHOP)).isEqualTo(new Audit.Tally(EVENTS - 1, 1, 0, 0));
    assertThat(audit.tally(SampleLog.ORDERS).isPerfect()).isTrue();
    assertThat(audit.firstLost(SampleLog.SHOP)).hasValue(20);
    assertThat(audit.firstLost(SampleLog.ORDERS)).isEmpty();
  }

  @Test
  void anEventThereAgainIsTwiceAndMakesUpForNoLostOne() {
    findAllBut(SampleLog.ORDERS, 3);
    audit.found(text(SampleLog.ORDERS, 4));

    assertThat(audit.isPerfect()).isFalse();
    assertThat(audit.total()).isEqualTo(new Audit.Tally(3 * EVENTS, 1, 1, 0));
  }

  @Test
  void aStackTraceCutOffIsTornAndItsRestAStranger() {
    findAllBut(SampleLog.SHOP, 40);
    String event = text(SampleLog.SHOP, 40);
    int cut = event.indexOf("\n\tat ") + 1;
    audit.found(event.substring(0, cut));
    audit.found(event.substring(cut));

    assertThat(audit.isPerfect()).isFalse();
    assertThat(audit.tally(SampleLog.SHOP)).isEqualTo(new Audit.Tally(EVENTS, 0, 0, 1));
    assertThat(audit.strangers()).isEqualTo(1);
  }

  @Test
  void anEventThatWasNotWrittenIsAStranger() {
    findAllBut(SampleLog.ACCESS, 0);
    audit.found(text(SampleLog.ACCESS, EVENTS + 1));

    assertThat(audit.isPerfect()).isFalse();
    assertThat(audit.strangers()).isEqualTo(1);
  }

  private void findAllBut(SampleLog without, int number) {
    for (SampleLog log : SampleLog.values()) {
      for (int i = 1; i <= EVENTS; i++) {
        if (log != without || i != number) {
          audit.found(text(log, i));
        }
      }
    }
  }

  private static String text(SampleLog log, int number) {
    byte[] event = log.event(number, Instant.parse("2026-01-01T00:00:00Z"));
    return new String(event, StandardCharsets.UTF_8);
  }
}
