package io.tailrace.parsers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes: what the first parser finds is there with every chain that begins with it. */
class ChainedParserFuzzTest {
  private final Parser json = new JsonParser();

  private final List<Parser> chains =
      List.of(
          Formats.of("json|logfmt").newParser(),
          Formats.of("json|auto").newParser(),
          Formats.of("json|json|kv|plain").newParser(),
          Formats.of("json|csv|kv", FormatOption.COLUMNS, "a,message").newParser());

  @MethodSource
  @FuzzTest
  void whatTheOuterFindsStays(byte[] input) {
    String line = new String(input, UTF_8);
    Seen outer = Seen.parsed(json, line);
    for (Parser chain : chains) {
      Seen seen = Seen.parsed(chain, line);
      assertThat(seen == null).as(line).isEqualTo(outer == null);
      if (seen != null && outer != null) {
        assertThat(seen.fields()).containsAllEntriesOf(outer.fields());
        assertThat(outer.timeNanos()).isIn(LogRecord.NO_TIME, seen.timeNanos());
        assertThat(outer.severity()).isIn(Severity.UNKNOWN, seen.severity());
      }
    }
  }

  static Stream<byte[]> whatTheOuterFindsStays() {
    return Stream.of(
            "{\"time\":\"2026-01-01T00:00:00Z\",\"a\":1,\"message\":\"level=warn a=2 b=3\"}",
            "{\"msg\":\"{\\\"msg\\\":\\\"a=1\\\",\\\"\\\\u0061\\\":2}\"}",
            "{\"msg\":\"1,\\\"x=\\\"\\\"y\\\"\\\"\\\"\"}",
            "{\"message\":{\"a\":1}}",
            "{\"message\":\"\\ud800\"}")
        .map(text -> text.getBytes(UTF_8));
  }
}
