package io.tailrace.agent.files;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OpenFileLimitTest {
  @Test
  void halfOfTheProcesssDescriptorsAreTheCatalogs() {
    String limits =
        """
        Limit                     Soft Limit           Hard Limit           Units
        Max processes             63459                63459                processes
        Max open files            1024                 4096                 files
        """;

    assertThat(OpenFileLimit.of(limits)).isEqualTo(512);
  }

  @Test
  void noLimitIsALimitAllTheSame() {
    assertThat(
            OpenFileLimit.of("Max open files            1073741816           1073741816  files\n"))
        .isEqualTo(20_000);
  }

  @Test
  void unknownTextIsTakenForTheUsualLimit() {
    assertThat(OpenFileLimit.of("")).isEqualTo(512);
  }
}
