package io.tailrace.agent.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PrintableTextTest {
  @Test
  void ordinaryTextOfAnyLanguageStaysAsItIs() {
    String text = "Zugriff auf C:\\logs verweigert – \"日本語\" 🚀 é";

    assertThat(PrintableText.of(text)).isSameAs(text);
  }

  @Test
  void whatMovesACursorOrEndsALineIsWrittenOut() {
    assertThat(PrintableText.of("a\nb\r\tc\u001b[31m\u0085\u2028"))
        .isEqualTo("a\\nb\\r\\tc\\u001b[31m\\u0085\\u2028");
  }

  @Test
  void whatTurnsTheReadingDirectionAroundIsWrittenOut() {
    assertThat(PrintableText.of("log.\u202egnp\u200b")).isEqualTo("log.\\u202egnp\\u200b");
  }

  @Test
  void halfASurrogatePairIsWrittenOut() {
    assertThat(PrintableText.of("\ud83d!")).isEqualTo("\\ud83d!");
  }

  @Test
  void nothingUnprintableSurvivesWhateverTheText() {
    long seed = new Random().nextLong();
    var random = new Random(seed);
    for (int round = 0; round < 5_000; round++) {
      String text = RandomText.of(random);

      String printable = PrintableText.of(text);

      assertThat(printable.codePoints())
          .as("seed %d, round %d", seed, round)
          .noneMatch(PrintableTextTest::isDangerous);
    }
  }

  private static boolean isDangerous(int codePoint) {
    int type = Character.getType(codePoint);
    return Character.isISOControl(codePoint)
        || codePoint == 0x2028
        || codePoint == 0x2029
        || type == Character.FORMAT
        || type == Character.SURROGATE;
  }
}
