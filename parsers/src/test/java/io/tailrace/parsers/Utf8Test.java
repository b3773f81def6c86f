package io.tailrace.parsers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8Test {
  @Test
  void validatesAndRepairsAsJavaDoes() {
    Seeds.each(
        1,
        200_000,
        (random, seed) -> {
          byte[] text = text(random);
          byte[] repaired = new byte[Utf8.MAX_GROWTH * text.length];
          int end = Utf8.repair(text, 0, text.length, repaired, 0);

          assertThat(Utf8.isValid(text, 0, text.length)).isEqualTo(isValidToJava(text));
          assertThat(Arrays.copyOf(repaired, end))
              .as(Arrays.toString(text))
              .isEqualTo(new String(text, UTF_8).getBytes(UTF_8));
        });
  }

  @Test
  void looksAtNothingOutsideOfTheText() {
    byte[] text = "é".getBytes(UTF_8);
    assertThat(Utf8.isValid(text, 0, 1)).isFalse();
    assertThat(Utf8.isValid(text, 0, 2)).isTrue();
    assertThat(Utf8.isValid(text, 1, 1)).isTrue();
  }

  private static byte[] text(Random random) {
    byte[] leads = {
      'a',
      (byte) 0x80,
      (byte) 0xBF,
      (byte) 0xC0,
      (byte) 0xC3,
      (byte) 0xE0,
      (byte) 0xE2,
      (byte) 0xED,
      (byte) 0xEF,
      (byte) 0xF0,
      (byte) 0xF1,
      (byte) 0xF4,
      (byte) 0xF5,
      (byte) 0xFF,
      (byte) 0x90,
      (byte) 0x9F,
      (byte) 0xA0
    };
    byte[] text = new byte[random.nextInt(20)];
    for (int i = 0; i < text.length; i++) {
      text[i] =
          random.nextInt(4) == 0 ? (byte) random.nextInt(256) : leads[random.nextInt(leads.length)];
    }
    return text;
  }

  private static boolean isValidToJava(byte[] text) {
    try {
      var _ = UTF_8.newDecoder().decode(ByteBuffer.wrap(text));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
