package io.tailrace.agent.settings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.tailrace.outputs.Batch;
import io.tailrace.outputs.Source;
import io.tailrace.outputs.ecs.EcsDocument;
import io.tailrace.parsers.ChunkPlace;
import io.tailrace.parsers.Encoding;
import io.tailrace.parsers.EventReader.Flush;
import io.tailrace.parsers.LogRecord;
import io.tailrace.parsers.Multiline;
import io.tailrace.parsers.ParserSpec;
import io.tailrace.parsers.RecordReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The lines that the example of formats shows become the records that one would expect. */
class FormatsExampleTest {
  private static final Path EXAMPLE =
      Path.of("..", "config-examples", "formats.env").toAbsolutePath().normalize();

  static Stream<Arguments> lines() {
    return Stream.of(
        arguments(
            "billing",
            "31/Jan/2026 12:00:00 WARN [worker-1] invoice 42 is late",
            "{\"@timestamp\":\"2026-01-31T11:00:00.000Z\",\"log.level\":\"warn\","
                + "\"message\":\"invoice 42 is late\",\"thread\":\"worker-1\","),
        arguments(
            "proxy",
            "10.0.0.7 GET /cart 200 0.012",
            "{\"@timestamp\":\"1970-01-01T00:00:00.000Z\","
                + "\"message\":\"10.0.0.7 GET /cart 200 0.012\",\"source.address\":\"10.0.0.7\","
                + "\"http.request.method\":\"GET\",\"url.original\":\"/cart\","
                + "\"http.response.status_code\":200,\"took\":0.012,"),
        arguments(
            "orders",
            "2026-01-31T12:00:00Z,info,anna,17,\"two \"\"red\"\" shirts\"",
            "{\"@timestamp\":\"2026-01-31T12:00:00.000Z\",\"log.level\":\"info\","
                + "\"message\":\"two \\\"red\\\" shirts\",\"customer\":\"anna\",\"items\":17,"),
        arguments(
            "export",
            "2026-01-31T12:00:00Z\tinfo\tanna\t17\ttwo shirts",
            "{\"@timestamp\":\"2026-01-31T12:00:00.000Z\",\"log.level\":\"info\","
                + "\"message\":\"two shirts\",\"customer\":\"anna\",\"items\":17,"),
        arguments(
            "audit",
            "login ok; user = anna; role = shop admin",
            "{\"@timestamp\":\"1970-01-01T00:00:00.000Z\","
                + "\"message\":\"login ok; user = anna; role = shop admin\",\"user\":\"anna\","
                + "\"role\":\"shop admin\","),
        arguments(
            "shop",
            "2026-01-31T12:00:00Z stdout F {\"message\":\"level=warn cart=7 msg=\\\"cart is"
                + " empty\\\"\"}",
            "{\"@timestamp\":\"2026-01-31T12:00:00.000Z\",\"log.level\":\"warn\","
                + "\"message\":\"cart is empty\",\"cart\":\"7\",\"stream\":\"stdout\","));
  }

  @ParameterizedTest
  @MethodSource("lines")
  void lineBecomesItsRecord(String input, String line, String beginning) {
    assertThat(document(format(input), line)).startsWith(beginning);
  }

  @Test
  void theLinesAreThoseOfTheExample() throws Exception {
    String example = Files.readString(EXAMPLE);
    lines()
        .map(arguments -> (String) arguments.get()[1])
        .filter(line -> line.indexOf('\t') < 0)
        .forEach(line -> assertThat(example).contains("# " + line + "\n"));
  }

  private static ParserSpec format(String input) {
    Loaded loaded =
        Settings.dryRun(
            Map.of("TAILRACE_ENV_FILE", EXAMPLE.toString()), Optional.of(input), Map.of());
    assertThat(loaded).isInstanceOf(Loaded.Good.class);
    return ((Loaded.Good) loaded).settings().inputs().getFirst().parser();
  }

  private static String document(ParserSpec format, String line) {
    var reader = new RecordReader(format, Multiline.AUTO, Encoding.UTF_8, 1_000);
    byte[] bytes = (line + "\n").getBytes(UTF_8);
    reader.start(bytes, 0, bytes.length, ChunkPlace.OF_FILE, Flush.EVERYTHING);
    var record = new LogRecord();
    assertThat(reader.next(record)).isTrue();
    var batch = new Batch(10_000);
    new EcsDocument().write(record, new Source("example-of-it-00", "/x", Map.of()), 0, 0, batch);
    return new String(batch.bytes(), 0, batch.size(), UTF_8);
  }
}
