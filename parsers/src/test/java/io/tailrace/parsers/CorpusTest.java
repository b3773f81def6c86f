package io.tailrace.parsers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.parsers.Corpus.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every line of the {@link Corpus} becomes the record that is written below it. */
class CorpusTest {
  private final LogRecord record = new LogRecord();

  static Stream<Sample> samples() {
    return Corpus.all();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void autoTakesItForWhatItIs(Sample sample) {
    var auto = new AutoParser(() -> Corpus.REFERENCE);
    assertThat(parse(auto, sample)).isTrue();
    assertThat(Corpus.record(record)).isEqualTo(sample.record());
    assertThat(auto.chosen()).isEqualTo(sample.parser());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void theParserOfItsFormatTakesItToo(Sample sample) {
    Parser parser = ParserChoice.named(sample.parser()).newParser(() -> Corpus.REFERENCE);
    assertThat(parse(parser, sample)).isTrue();
    assertThat(Corpus.record(record)).isEqualTo(sample.record());
    assertThat(parser.chosen()).isEqualTo(sample.parser());
  }

  /** What was read before changes nothing in what is read next. */
  @Test
  void aLineIsReadAsIfItWereTheFirst() {
    List<Sample> samples = new ArrayList<>(Corpus.all().toList());
    Seeds.each(
        1,
        50,
        (random, seed) -> {
          Collections.shuffle(samples, random);
          var auto = new AutoParser(() -> Corpus.REFERENCE);
          for (Sample sample : samples) {
            assertThat(parse(auto, sample)).isTrue();
            assertThat(Corpus.record(record)).as("%s", sample).isEqualTo(sample.record());
            assertThat(auto.chosen()).as("%s", sample).isEqualTo(sample.parser());
          }
        });
  }

  /** A parser leaves the bare event of what it refuses, whatever it found before it did. */
  @Test
  void whatAParserRefusesIsAsItWas() {
    for (ParserChoice choice : ParserChoice.values()) {
      Parser parser = choice.newParser(() -> Corpus.REFERENCE);
      Corpus.all()
          .filter(sample -> !parse(parser, sample))
          .forEach(sample -> {
            var bare = new LogRecord();
            byte[] bytes = sample.event().getBytes(UTF_8);
            bare.reset(bytes, 0, bytes.length);
            assertThat(Seen.of(record)).as("%s of %s", choice, sample).isEqualTo(Seen.of(bare));
          });
    }
  }

  /** Each line cut short at any byte is something; never a failure, nor a value beyond its end. */
  @Test
  void everyBeginningOfALineIsRead() {
    for (ParserChoice choice : ParserChoice.values()) {
      Parser parser = choice.newParser(() -> Corpus.REFERENCE);
      Corpus.all()
          .forEach(sample -> {
            byte[] whole = sample.event().getBytes(UTF_8);
            for (int length = 0; length < whole.length; length++) {
              if ((whole[length] & 0xC0) == 0x80) {
                continue; // In the middle of a character.
              }
              Seen inLine = cut(parser, whole, length);
              assertThat(cut(parser, Arrays.copyOf(whole, length), length))
                  .as("%s, %d bytes of %s", choice, length, sample)
                  .isEqualTo(inLine);
            }
          });
    }
  }

  /** Lines put together of pieces of others, whatever their formats. */
  @Test
  void noMixtureOfLinesBreaksAPromise() {
    List<Sample> samples = Corpus.all().toList();
    Seeds.each(
        1,
        3_000,
        (random, seed) -> {
          var mixture = new StringBuilder();
          for (int i = 1 + random.nextInt(3); i > 0; i--) {
            String event = samples.get(random.nextInt(samples.size())).event();
            int cut = random.nextInt(event.length() + 1);
            mixture.append(random.nextInt(3) == 0 ? event.substring(cut) : event.substring(0, cut));
          }
          for (ParserChoice choice : ParserChoice.values()) {
            FormatsFuzzTest.keepsPromises(choice, mixture.toString().getBytes(UTF_8));
          }
        });
  }

  @Test
  void thereAreManyAndOfEveryFormat() {
    assertThat(Corpus.all()).hasSizeGreaterThanOrEqualTo(200);
    for (String format : Corpus.FORMATS) {
      assertThat(Corpus.of(format)).as(format).hasSizeGreaterThanOrEqualTo(9);
      assertThat(Corpus.of(format)).extracting(Sample::parser).contains(format);
    }
  }

  private static Seen cut(Parser parser, byte[] bytes, int length) {
    var record = new LogRecord();
    record.reset(bytes, 0, length);
    parser.parse(record);
    return Seen.of(record);
  }

  private boolean parse(Parser parser, Sample sample) {
    byte[] bytes = sample.event().getBytes(UTF_8);
    record.reset(bytes, 0, bytes.length);
    return parser.parse(record);
  }
}
