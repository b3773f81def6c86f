package io.tailrace.outputs.console;

import static io.tailrace.outputs.console.Records.encode;
import static io.tailrace.outputs.console.Records.message;
import static io.tailrace.outputs.console.Records.text;
import static io.tailrace.outputs.console.Records.with;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.outputs.Batch;
import io.tailrace.parsers.LogRecord;
import io.tailrace.parsers.Severity;
import io.tailrace.parsers.ValueKind;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PrettyEncoderTest {
  private final PrettyEncoder plain = new PrettyEncoder(ZoneOffset.UTC, false);

  @Test
  void recordIsOneLineOfTimeLevelMessageAndFields() {
    LogRecord record = message("paid");
    record.severity(Severity.INFO);
    record.timeNanos(Records.READ_NANOS + 1_000_000_000);
    with(record, "order", "17", ValueKind.NUMBER);
    with(record, "customer", "Ann Lee", ValueKind.TEXT);
    with(record, "tags", "[\"a\",\n\"b\"]", ValueKind.JSON);

    assertThat(text(encode(plain, record)))
        .isEqualTo("03:04:06.123 INFO  paid order=17 customer=\"Ann Lee\" tags=[\"a\", \"b\"]\n");
  }

  @Test
  void recordWithoutTimeLevelAndFieldsHasTheTimeItWasReadInTheZoneOfItsReader() {
    PrettyEncoder local = new PrettyEncoder(ZoneId.of("Asia/Kolkata"), false);

    assertThat(text(encode(local, message("hello")))).isEqualTo("08:34:05.123 -     hello\n");
  }

  @Test
  void timeBefore1970IsShownAsWell() {
    LogRecord record = message("old");
    record.timeNanos(-1_000_000);

    assertThat(text(encode(plain, record))).isEqualTo("23:59:59.999 -     old\n");
  }

  @Test
  void furtherLinesOfAMessageAreIndented() {
    assertThat(text(encode(plain, message("boom\r\n\tat A\nCaused by: B"))))
        .isEqualTo("03:04:05.123 -     boom\n    \tat A\n    Caused by: B\n");
  }

  @Test
  void recordWithoutMessageShowsItsFields() {
    assertThat(text(encode(plain, with(message(""), "a", "1", ValueKind.NUMBER))))
        .isEqualTo("03:04:05.123 -     a=1\n");
  }

  @Test
  void jsonEscapesOfMessagesAndValuesAreUndone() {
    LogRecord record = message("");
    byte[] json = "say \\\"hi\\\" \\u00e9\\n2".getBytes(UTF_8);
    record.message(json, 0, json.length, ValueKind.JSON_TEXT);
    with(record, "path", "C:\\\\x", ValueKind.JSON_TEXT);
    with(record, "said", "\\\"no\\\"\\nnever", ValueKind.JSON_TEXT);

    assertThat(text(encode(plain, record)))
        .isEqualTo(
            """
            03:04:05.123 -     say "hi" é
                2 path=C:\\x said="\\"no\\"\\nnever"
            """);
  }

  @Test
  void emptyValueAndValueWithAnEqualsSignAreQuoted() {
    LogRecord record = message("m");
    with(record, "empty", "", ValueKind.TEXT);
    with(record, "sum", "a=b", ValueKind.TEXT);

    assertThat(text(encode(plain, record))).endsWith(" m empty=\"\" sum=\"a=b\"\n");
  }

  @Test
  void levelIsColouredAndFieldsAreDim() {
    LogRecord record = message("boom");
    record.severity(Severity.ERROR);
    with(record, "a", "1", ValueKind.NUMBER);

    assertThat(text(encode(new PrettyEncoder(ZoneOffset.UTC, true), record)))
        .isEqualTo("03:04:05.123 \u001b[31mERROR\u001b[0m boom\u001b[2m a=1\u001b[0m\n");
  }

  @Test
  void escapeSequencesOfALineAreShownAndNotObeyed() {
    String hostile = "\u001b]0;owned\u0007 \u009b2J \u007f \b\r";
    LogRecord record = message(hostile);
    with(record, "text", hostile, ValueKind.TEXT);
    with(record, "escaped", "\\u001b[2J\u009b", ValueKind.JSON_TEXT);
    with(record, "name\u009b", "{\"\u009b\":1}", ValueKind.JSON);

    assertThat(text(encode(plain, record)))
        .isEqualTo(
            "03:04:05.123 -     \\x1b]0;owned\\x07 \\x9b2J \\x7f \\x08\\x0d"
                + " text=\"\\x1b]0;owned\\x07 \\x9b2J \\x7f \\x08\\x0d\""
                + " escaped=\"\\x1b[2J\\x9b\" name\\x9b={\"\\x9b\":1}\n");
  }

  @Test
  void noTextWhateverItIsReachesTheTerminalAsAControlCharacter() {
    for (int seed = 0; seed < 200; seed++) {
      String text = randomText(new Random(seed));
      LogRecord record = message(text);
      with(record, "value", text, ValueKind.TEXT);

      Batch batch = encode(plain, record);

      assertThat(text(batch).chars())
          .as("seed %d", seed)
          .allMatch(c -> c == '\n' || c == '\t' || !Character.isISOControl(c));
      assertThat(text(batch)).as("seed %d", seed).doesNotContain("\uFFFD");
    }
  }

  /** Long enough for several pieces, so that some characters stand across their borders. */
  private static String randomText(Random random) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(10_000);
    for (int i = 0; i < length; i++) {
      text.appendCodePoint(
          switch (random.nextInt(4)) {
            case 0 -> random.nextInt(0x20);
            case 1 -> 0x7F + random.nextInt(0x22);
            case 2 -> 0x1F600 + random.nextInt(0x30);
            default -> 'a' + random.nextInt(26);
          });
    }
    return text.toString();
  }
}
