package io.tailrace.agent.torture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class EventTest {
  private static final LogName LOG = new LogName(2, Mode.BURST);
  private static final JsonMapper JSON = new JsonMapper();

  @Test
  void everyEventIsKnownAgainAsItStandsInItsFile() {
    for (int number = 1; number <= 300; number++) {
      Event event = new Event(LOG, number);

      assertThat(Event.in(text(event))).isEqualTo(new Event.Sighting.Whole(event));
    }
  }

  @Test
  void everyEventIsKnownAgainInTheDocumentTheAgentMakesOfIt() {
    for (int number = 1; number <= 300; number++) {
      Event event = new Event(LOG, number);
      String text = text(event);
      ObjectNode document =
          text.startsWith("{")
              ? (ObjectNode) JSON.readTree(text)
              : JSON.createObjectNode().put("message", text);
      document.put("@timestamp", "2026-01-01T00:00:00Z").put("log.offset", 7);

      assertThat(Event.in(document.toString())).isEqualTo(new Event.Sighting.Whole(event));
    }
  }

  /** Plain text with a trace; plain text. */
  @ParameterizedTest
  @ValueSource(ints = {1, 5})
  void anyCharacterThatIsAnotherIsNoticed(int number) {
    String text = text(new Event(LOG, number));

    for (int i = 0; i < text.length(); i++) {
      char other = text.charAt(i) == '1' ? '2' : '1';
      String altered = text.substring(0, i) + other + text.substring(i + 1);

      assertThat(Event.in(altered))
          .as("position " + i)
          .isNotEqualTo(new Event.Sighting.Whole(new Event(LOG, number)));
    }
  }

  /** JSON with a trace; JSON. */
  @ParameterizedTest
  @ValueSource(ints = {8, 2})
  void anotherCharacterInMessageTraceOrNumberOfJsonIsNoticed(int number) {
    ObjectNode json = (ObjectNode) JSON.readTree(text(new Event(LOG, number)));
    String message = json.path("message").asString();
    String trace = json.path("stack_trace").asString("");

    assertThat(Event.in(json.deepCopy().put("message", message + "!").toString()))
        .isInstanceOf(Event.Sighting.Altered.class);
    assertThat(Event.in(json.deepCopy().put("stack_trace", trace + "!").toString()))
        .isInstanceOf(Event.Sighting.Altered.class);
    assertThat(Event.in(json.deepCopy().put("number", number + 1).toString()))
        .isNotInstanceOf(Event.Sighting.Whole.class);
  }

  @Test
  void thereAreLinesOfJsonLinesOfTextAndTracesAndSomeThatAreRefused() {
    assertThat(IntStream.range(1, 300).mapToObj(n -> text(new Event(LOG, n))))
        .anyMatch(text -> text.startsWith("{") && text.contains("stack_trace"))
        .anyMatch(text -> text.startsWith("{") && !text.contains("stack_trace"))
        .anyMatch(text -> text.contains("\n\tat "))
        .anyMatch(text -> !text.startsWith("{") && !text.contains("\n"))
        .anyMatch(text -> text.contains(" poisoned "));
  }

  @Test
  void whatIsNoEventIsAStranger() {
    for (String text : new String[] {"", "hello", "{", "{}", "#w1-none 1 crc=00000000 x"}) {
      assertThat(Event.in(text)).isInstanceOf(Event.Sighting.Stranger.class);
    }
  }

  @Test
  void theLastOfSomeBytesIsFound() {
    byte[] bytes =
        (text(new Event(LOG, 41)) + "\n" + text(new Event(LOG, 42)) + "\n").getBytes(UTF_8);

    assertThat(Event.lastIn(bytes)).isEqualTo(42);
    assertThat(Event.lastIn(new byte[0])).isZero();
  }

  private static String text(Event event) {
    return new String(event.line(Instant.EPOCH), UTF_8).stripTrailing();
  }
}
