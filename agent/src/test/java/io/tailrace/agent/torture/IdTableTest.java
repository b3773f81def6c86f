package io.tailrace.agent.torture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IdTableTest {
  @Test
  void anIdIsNewOnceHoweverManyThereAre() {
    var ids = new IdTable();

    for (int i = 0; i < 50_000; i++) {
      assertThat(ids.add("AZqzk0ZcXq3vC0Rr" + i)).isTrue();
    }
    for (int i = 0; i < 50_000; i++) {
      assertThat(ids.add("AZqzk0ZcXq3vC0Rr" + i)).isFalse();
    }
    assertThat(ids.size()).isEqualTo(50_000);
  }
}
