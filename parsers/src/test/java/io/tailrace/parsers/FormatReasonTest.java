package io.tailrace.parsers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.parsers.EventReader.Flush;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FormatReasonTest {
  private static final ParserSpec AUTO = spec("auto");

  @ParameterizedTest
  @MethodSource("formats")
  void everyFormatThatLinesAreTakenForHasAReasonOfItsOwn(String format) {
    assertThat(FormatReason.of(AUTO, format)).isNotBlank().doesNotContain("in the format");
    assertThat(FormatReason.of(AUTO, "cri > " + format)).startsWith("the payload ");
  }

  static List<String> formats() {
    return Corpus.FORMATS;
  }

  @Test
  void aFormatThatWasSetNeedsNone() {
    assertThat(FormatReason.of(spec("json|logfmt"), "json"))
        .isEqualTo("as the parser json|logfmt says");
  }

  @Test
  void eventsAreCountedByTheirFormatsWhateverTheyAreWrappedIn() {
    assertThat(
            formats(
                "auto",
                """
                {"msg":"a"}
                level=info msg=b
                2026-01-31T12:00:00Z stdout F {"msg":"c"}
                d
                {"msg":"e"}
                """))
        .isEqualTo(Map.of("json", 3L, "logfmt", 1L, "plain", 1L));
    assertThat(formats("json|logfmt", "{\"msg\":\"level=info a=1\"}\nno JSON\n"))
        .isEqualTo(Map.of("json", 1L, "plain", 1L));
  }

  private static Map<String, Long> formats(String parser, String lines) {
    var reader = new RecordReader(spec(parser), Multiline.NONE, Encoding.UTF_8, 1_000);
    byte[] bytes = lines.getBytes(UTF_8);
    reader.start(bytes, 0, bytes.length, ChunkPlace.OF_FILE, Flush.EVERYTHING);
    var record = new LogRecord();
    while (reader.next(record)) {
      // What was counted is asked for below.
    }
    return reader.formats();
  }

  private static ParserSpec spec(String words) {
    try {
      return ParserSpec.parse(words, FormatOptions.NONE);
    } catch (BadFormat e) {
      throw new IllegalStateException(e);
    }
  }
}
