package io.tailrace.parsers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Any line: what is taken for a container runtime's wrapping has what another reader finds in it.
 */
class FrameFuzzTest {
  private static final JsonMapper JACKSON = JsonMapper.builder().build();

  private static final Pattern CRI =
      Pattern.compile("(.{16,}?) (stdout|stderr) ([FP])(?::[^ ]*)?(?:[ \\r](.*))?", Pattern.DOTALL);

  private final Frame frame = new Frame(Framing.AUTO);

  @MethodSource
  @FuzzTest
  void unwrappedAsAnotherReaderDoes(byte[] input) {
    // A line has no line feed; what is not UTF-8 is repaired after the frame was taken off.
    byte[] line = new String(input, UTF_8).replace('\n', ' ').getBytes(UTF_8);
    if (!frame.unwrap(line, 0, line.length)) {
      return;
    }
    byte[] target = new byte[line.length];
    String payload = new String(target, 0, frame.copyPayload(target, 0), UTF_8);
    String stream = new String(frame.stream(), UTF_8);
    if (frame.framing() == Framing.DOCKER) {
      assertDocker(new String(line, UTF_8), payload, stream);
    } else {
      assertCri(new String(line, UTF_8), payload, stream);
    }
  }

  static Stream<byte[]> unwrappedAsAnotherReaderDoes() {
    return Stream.of(
            "2026-01-01T00:00:00.000000000Z stdout F payload",
            "2026-01-01T00:00:00.000000000+01:00 stderr P:x a b\r",
            "2026-01-01T00:00:00Z stderr F",
            "{\"log\":\"a\\u0009\\ud83d\\ude00\\n\",\"stream\":\"stdout\",\"time\":\"2026-01-01T00:00:00Z\"}",
            "{\"log\":\"x\\\\n\",\"stream\":\"stderr\",\"attrs\":{\"a\":[1]},\"time\":\"2026-01-01T00:00:00Z\"} ")
        .map(text -> text.getBytes(UTF_8));
  }

  private void assertDocker(String line, String payload, String stream) {
    JsonNode tree = JACKSON.readTree(line);
    String log = tree.path("log").asString();
    boolean whole = log.endsWith("\n");
    String expected = whole ? log.substring(0, log.length() - 1) : log;
    assertThat(frame.isPartial()).isEqualTo(!whole);
    assertThat(payload).isEqualTo(repaired(whole ? withoutReturn(expected) : expected));
    assertThat(stream).isEqualTo(tree.path("stream").asString());
  }

  private void assertCri(String line, String payload, String stream) {
    Matcher matcher = CRI.matcher(line);
    assertThat(matcher.matches()).as(line).isTrue();
    boolean partial = matcher.group(3).equals("P");
    String rest = matcher.group(4) == null ? "" : matcher.group(4);
    assertThat(frame.isPartial()).isEqualTo(partial);
    assertThat(stream).isEqualTo(matcher.group(2));
    assertThat(payload).isEqualTo(partial ? rest : withoutReturn(rest));
    assertThat(frame.timeNanos()).isNotEqualTo(LogRecord.NO_TIME);
  }

  private static String withoutReturn(String text) {
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  /** Surrogates that stand alone cannot be shipped. */
  private static String repaired(String text) {
    var repaired = new StringBuilder();
    text.codePoints()
        .map(c -> c >= 0xD800 && c < 0xE000 ? 0xFFFD : c)
        .forEach(repaired::appendCodePoint);
    return repaired.toString();
  }
}
