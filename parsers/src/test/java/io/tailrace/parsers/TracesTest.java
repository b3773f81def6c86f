package io.tailrace.parsers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.parsers.EventReader.Beginning;
import io.tailrace.parsers.EventReader.Flush;
import io.tailrace.parsers.TraceSamples.Sample;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Traces of every language are one event each, and nothing else is. */
class TracesTest {
  private static final int MAX = 8_192;
  private static final String CRI = "2026-01-01T00:00:00.000000000Z stderr F ";

  static Stream<Arguments> languagesByThemselvesAndAmongOthers() {
    return TraceSamples.LANGUAGES.stream()
        .flatMap(language ->
            Stream.of(Arguments.of(language, language), Arguments.of(language, Multiline.AUTO)));
  }

  @ParameterizedTest
  @MethodSource("languagesByThemselvesAndAmongOthers")
  void eachTraceIsAnEvent(Multiline language, Multiline multiline) {
    List<Sample> samples = TraceSamples.of(language);

    assertSame(whole(Framing.NONE, multiline, file(samples)), events(samples));
  }

  @ParameterizedTest
  @MethodSource("languagesByThemselvesAndAmongOthers")
  void whereverTheFileIsCutItsEventsAreTheSame(Multiline language, Multiline multiline) {
    List<Sample> samples = TraceSamples.of(language);
    byte[] file = file(samples).getBytes(UTF_8);
    var reader = new EventReader(Framing.NONE, multiline, MAX);

    for (int cut = 0; cut <= file.length; cut++) {
      assertSame(inTwo(reader, file, cut), events(samples));
    }
  }

  @ParameterizedTest
  @MethodSource("languagesByThemselvesAndAmongOthers")
  void byteForByteItsEventsAreTheSame(Multiline language, Multiline multiline) {
    List<Sample> samples = TraceSamples.of(language);
    byte[] file = file(samples).getBytes(UTF_8);
    var reader = new EventReader(Framing.NONE, multiline, MAX);
    var seen = new ArrayList<String>();
    int from = 0;
    for (int to = 1; to <= file.length; to++) {
      from = read(reader, file, from, to, to == file.length, seen);
    }

    assertSame(seen, events(samples));
  }

  @ParameterizedTest
  @MethodSource("languagesByThemselvesAndAmongOthers")
  void wrappedByAContainerRuntimeTheEventsAreTheSame(Multiline language, Multiline multiline) {
    List<Sample> samples = TraceSamples.of(language);
    String file =
        file(samples).lines().map(line -> CRI + line + "\n").collect(Collectors.joining());

    assertSame(whole(Framing.AUTO, multiline, file), events(samples));
  }

  @ParameterizedTest
  @MethodSource("languagesByThemselvesAndAmongOthers")
  void withCarriageReturnsTheEventsAreTheSame(Multiline language, Multiline multiline) {
    List<Sample> samples = TraceSamples.of(language);
    String file = file(samples).replace("\n", "\r\n");

    assertSame(
        whole(Framing.NONE, multiline, file),
        events(samples).stream().map(event -> event.replace("\n", "\r\n")).toList());
  }

  static Stream<Multiline> presets() {
    return Stream.of(Multiline.values());
  }

  @ParameterizedTest
  @MethodSource("presets")
  void ordinaryLinesAreNeverJoined(Multiline multiline) {
    List<String> lines = TraceSamples.ordinary();
    assertThat(lines).hasSizeGreaterThan(150);

    assertSame(whole(Framing.AUTO, multiline, String.join("\n", lines) + "\n"), lines);
    Seeds.each(
        1,
        200,
        (random, seed) -> {
          var shuffled = new ArrayList<String>(lines);
          Collections.shuffle(shuffled, random);
          assertSame(whole(Framing.NONE, multiline, String.join("\n", shuffled) + "\n"), shuffled);
        });
  }

  @Test
  void anyMixOfTracesAndOrdinaryLinesInAnyChunksGivesEachOfThem() {
    List<Sample> traces =
        TraceSamples.LANGUAGES.stream()
            .flatMap(language -> TraceSamples.of(language).stream())
            .filter(sample -> !sample.joins())
            .toList();
    List<String> ordinary = TraceSamples.ordinary();
    Seeds.each(
        1,
        2_000,
        (random, seed) -> {
          var samples = new ArrayList<Sample>();
          for (int i = random.nextInt(12); i >= 0; i--) {
            samples.add(
                random.nextBoolean()
                    ? traces.get(random.nextInt(traces.size()))
                    : new Sample(ordinary.get(random.nextInt(ordinary.size())) + "\n", false));
          }
          assertSame(inChunks(file(samples).getBytes(UTF_8), random), events(samples));
        });
  }

  /** Whatever is below a line that waits for more, it does not wait for ever. */
  @Test
  void noMoreThanSomeLinesWaitForOneThatDecides() {
    var lines = new ArrayList<String>();
    for (int i = 0; i < Continuation.MAX_DOUBTFUL; i++) {
      lines.add("line " + i);
    }
    String message = "panic: no\n" + String.join("\n", lines);
    String goroutine = "goroutine 1 [running]:";

    assertThat(whole(Framing.NONE, Multiline.GO, message + "\n" + goroutine + "\n"))
        .containsExactly(message + "\n" + goroutine);
    assertThat(whole(Framing.NONE, Multiline.GO, message + "\nmore\n" + goroutine + "\n"))
        .startsWith("panic: no", "line 0")
        .endsWith("more\n" + goroutine);
  }

  @Test
  void aPanicThatIsFlushedAtItsBlankLineIsAnEventAndNothingIsLost() {
    byte[] file = "panic: no\n\n".getBytes(UTF_8);
    var reader = new EventReader(Framing.NONE, Multiline.AUTO, MAX);
    var record = new LogRecord();

    reader.start(file, 0, file.length, Beginning.OF_FILE, Flush.NOTHING);
    assertThat(reader.next(record)).isFalse();
    assertThat(reader.consumedTo()).isZero();

    reader.start(file, 0, file.length, Beginning.OF_FILE, Flush.COMPLETE_LINES);
    assertThat(reader.next(record)).isTrue();
    assertThat(reader.eventTo()).isEqualTo(10);
    assertThat(record.has(Flag.MULTILINE)).isFalse();
    assertThat(reader.next(record)).isFalse();
    assertThat(reader.consumedTo()).isEqualTo(11);
  }

  @Test
  void aTraceThatTheOtherStreamInterruptsEndsThereAlsoInDoubt() {
    String out = CRI.replace("stderr", "stdout");
    String file =
        CRI + "panic: no\n" + CRI + "\n" + out + "ready\n" + CRI + "goroutine 1 [running]:\n";

    assertThat(whole(Framing.CRI, Multiline.AUTO, file))
        .containsExactly("panic: no", "ready", "goroutine 1 [running]:");
  }

  /** What is not sure to be a message's further line is left to the trace that begins there. */
  @Test
  void aTraceOfAnotherLanguageBelowAMessageThatGoesOnIsNotSwallowed() {
    String trace = "java.lang.IllegalStateException: no\n\tat a.B.c(B.java:1)";

    assertThat(whole(Framing.NONE, Multiline.AUTO, "Error: no file\n" + trace + "\n"))
        .containsExactly("Error: no file\n" + trace);
    assertThat(whole(Framing.NONE, Multiline.AUTO, "Error: no file\ntrying\n" + trace + "\n"))
        .containsExactly("Error: no file", "trying\n" + trace);
  }

  @Test
  void jsonOverSeveralLinesIsAnEventAndWhatFollowsIsNone() {
    String object = "{\n  \"level\": \"warn\",\n  \"a\": [\n    1\n  ]\n}";

    assertThat(whole(Framing.NONE, Multiline.AUTO, "one\n" + object + "\n}\n{\"b\":1}\ntwo\n"))
        .containsExactly("one", object, "}", "{\"b\":1}", "two");
    assertThat(whole(Framing.NONE, Multiline.AUTO, "{\n}\n{\n{\n"))
        .containsExactly("{", "}", "{", "{");
  }

  @Test
  void coloursAroundALineChangeNothing() {
    String trace =
        "\u001b[31m12:00:00 ERROR failed\u001b[m\n"
            + "\u001b[1;31mjava.lang.IllegalStateException: no\u001b[m\n"
            + "\u001b[31m\tat a.B.c(B.java:1)\u001b[m\n"
            + "\u001b[31mCaused by: java.io.IOException\u001b[0m\n"
            + "\u001b[31m\t... 1 more\u001b[m";
    String python =
        "Traceback (most recent call last):\n  File \u001b[35m\"a.py\"\u001b[0m, line 1\n"
            + "\u001b[1;35mKeyError\u001b[0m: 'x'";
    String next = "\u001b[32minfo\u001b[39m: next";

    assertThat(
            whole(
                Framing.NONE,
                Multiline.AUTO,
                python + "\n" + next + "\n" + trace + "\n" + next + "\n"))
        .containsExactly(python, next, trace, next);
    assertThat(whole(Framing.NONE, Multiline.AUTO, "\u001b[0m\n\u001b[31m\n\u001b[\n"))
        .containsExactly("\u001b[0m", "\u001b[31m", "\u001b[");
  }

  /** It cannot be a further line of the message, though frames follow it. */
  @Test
  void colouredLineBelowAMessageIsALoggers() {
    String next = "\u001b[32minfo\u001b[39m: failed\n\tat a.B.c(B.java:1)";

    assertThat(whole(Framing.NONE, Multiline.AUTO, "java.lang.Error: no\n" + next + "\n"))
        .containsExactly("java.lang.Error: no", next);
  }

  @Test
  void privateKeyOverSeveralLinesIsAnEventSoThatItCanBeRedacted() {
    String key =
        "12:00:00 INFO loaded -----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\n"
            + "MIIEpAIBAAKCAQEA7bq+/\nabc=\n-----END RSA PRIVATE KEY-----";

    assertThat(whole(Framing.NONE, Multiline.AUTO, "one\n" + key + "\nabc=\ntwo\n"))
        .containsExactly("one", key, "abc=", "two");
    assertThat(whole(Framing.NONE, Multiline.AUTO, "-----BEGIN PRIVATE KEY-----\nno key\n"))
        .containsExactly("-----BEGIN PRIVATE KEY-----", "no key");
  }

  @Test
  void textBelowABlankLineIsAnEventOfItsOwn() {
    assertThat(whole(Framing.NONE, Multiline.AUTO, "one\n\n  two\n\n\njava.lang.Error\n\nthree\n"))
        .containsExactly("one", "  two", "java.lang.Error", "three");
  }

  /** Names the first that differs: all of them fill a page. */
  private static void assertSame(List<String> events, List<String> expected) {
    for (int i = 0; i < Math.min(events.size(), expected.size()); i++) {
      assertThat(events.get(i)).as("event %d", i).isEqualTo(expected.get(i));
    }
    assertThat(events).hasSameSizeAs(expected);
  }

  private static String file(List<Sample> samples) {
    return samples.stream().map(Sample::lines).collect(Collectors.joining());
  }

  private static List<String> events(List<Sample> samples) {
    return samples.stream().map(Sample::event).toList();
  }

  private static List<String> whole(Framing framing, Multiline multiline, String text) {
    byte[] file = text.getBytes(UTF_8);
    var seen = new ArrayList<String>();
    read(new EventReader(framing, multiline, MAX), file, 0, file.length, true, seen);
    return seen;
  }

  private static List<String> inTwo(EventReader reader, byte[] file, int cut) {
    var seen = new ArrayList<String>();
    int from = read(reader, file, 0, cut, false, seen);
    read(reader, file, from, file.length, true, seen);
    return seen;
  }

  private static List<String> inChunks(byte[] file, Random random) {
    var reader = new EventReader(Framing.NONE, Multiline.AUTO, MAX);
    var seen = new ArrayList<String>();
    int from = 0;
    int to = 0;
    while (to < file.length) {
      to = Math.min(file.length, to + 1 + random.nextInt(300));
      from = read(reader, file, from, to, to == file.length, seen);
    }
    return seen;
  }

  /** Reads what is new of a file; how far it was consumed. */
  private static int read(
      EventReader reader, byte[] file, int from, int to, boolean end, List<String> seen) {
    var record = new LogRecord();
    Flush flush = end ? Flush.EVERYTHING : Flush.NOTHING;
    reader.start(file, from, to, Beginning.at(from, false), flush);
    while (reader.next(record)) {
      seen.add(new String(record.bytes(), record.from(), record.length(), UTF_8));
    }
    return reader.consumedTo();
  }
}
