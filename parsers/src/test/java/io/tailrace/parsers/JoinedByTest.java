package io.tailrace.parsers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.parsers.EventReader.Flush;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What has joined lines is said for people. */
class JoinedByTest {
  static List<Multiline> languages() {
    return TraceSamples.LANGUAGES;
  }

  @ParameterizedTest
  @MethodSource("languages")
  void aTraceIsOfItsLanguage(Multiline language) {
    String file =
        TraceSamples.of(language).stream()
            .map(TraceSamples.Sample::lines)
            .collect(Collectors.joining());

    List<String> joined = joined(LineJoining.of(language), file);

    assertThat(joined).contains(language.label() + " trace");
    assertThat(joined)
        .isSubsetOf(language.label() + " trace", "java.util.logging", "indentation", "");
  }

  @Test
  void amongAllLanguagesItIsTheOneThatKnewIt() {
    assertThat(
            joined(
                LineJoining.of(Multiline.AUTO),
                """
                one

                java.lang.IllegalStateException: x
                \tat a.B.c(B.java:1)
                two
                  indented

                Traceback (most recent call last):
                  File "x.py", line 1, in <module>
                ValueError: x
                """))
        .containsExactly("java trace", "indentation", "python trace");
  }

  @Test
  void aLineThatWasAskedInVainDoesNotCount() {
    assertThat(
            joined(
                LineJoining.of(Multiline.AUTO),
                """
                two
                  indented
                Error: no frame follows
                2026-01-01 00:00:00 INFO three
                """))
        .containsExactly("indentation", "", "");
  }

  @Test
  void aPatternIsNamedByWhatItIsFor() {
    assertThat(joined(LineJoining.startingWith(LinePattern.of("^a")), "a\nb\na\n"))
        .containsExactly("start pattern", "");
    assertThat(joined(LineJoining.continuedBy(LinePattern.of("^b")), "a\nb\na\n"))
        .containsExactly("continuation pattern", "");
  }

  /** Empty for an event of one line. */
  private static List<String> joined(LineJoining joining, String file) {
    var reader =
        new RecordReader(
            ParserSpec.of(ParserChoice.PLAIN),
            joining,
            Encoding.UTF_8,
            8_192,
            NamedTimes.NO_REFERENCE);
    byte[] bytes = file.getBytes(UTF_8);
    reader.start(bytes, 0, bytes.length, ChunkPlace.OF_FILE, Flush.EVERYTHING);
    var record = new LogRecord();
    List<String> joined = new ArrayList<>();
    while (reader.next(record)) {
      joined.add(record.has(Flag.MULTILINE) ? reader.joinedBy() : "");
    }
    return joined;
  }
}
