package io.tailrace.outputs.loki;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LokiStreamTest {
  @Test
  void labelsAreRenderedSortedAndQuoted() {
    assertThat(LokiStream.render(labels("b", "2", "a", "1"))).isEqualTo("{a=\"1\", b=\"2\"}");
  }

  @Test
  void aValueCannotEndItsQuotes() {
    assertThat(LokiStream.render(labels("a", "x\", b=\"y\\\n")))
        .isEqualTo("{a=\"x\\\", b=\\\"y\\\\\\n\"}");
  }

  @Test
  void whatLokisScannerStopsAtIsEscaped() {
    assertThat(LokiStream.render(labels("a", "\u0000\t\u007f\uFEFF")))
        .isEqualTo("{a=\"\\u0000\\t\\u007f\\ufeff\"}");
  }

  @Test
  void anyValueIsReadAsItWas() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      var value = new StringBuilder();
      for (int i = random.nextInt(12); i >= 0; i--) {
        int codePoint = random.nextInt(random.nextBoolean() ? 0x80 : 0x11_0000);
        value.appendCodePoint(codePoint >= 0xD800 && codePoint < 0xE000 ? 0xFFFD : codePoint);
      }
      SortedMap<String, String> labels = labels("a", value.toString(), "b_1", "\"");
      assertThat(GoLabels.parse(LokiStream.render(labels))).as("seed %d", seed).isEqualTo(labels);
    }
  }

  private static SortedMap<String, String> labels(String... pairs) {
    var labels = new TreeMap<String, String>(Map.of());
    for (int i = 0; i < pairs.length; i += 2) {
      labels.put(pairs[i], pairs[i + 1]);
    }
    return labels;
  }
}
