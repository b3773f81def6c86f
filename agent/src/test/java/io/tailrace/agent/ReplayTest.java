package io.tailrace.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.agent.cli.Surroundings;
import io.tailrace.agent.cli.TailraceCommand;
import io.tailrace.agent.state.DeadLetterFile;
import io.tailrace.outputs.DeadLetters.DeadLetter;
import io.tailrace.outputs.Reachability;
import io.tailrace.outputs.Source;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code tailrace replay} over real files, with the real outputs, to a real server. */
@Timeout(120)
@Isolated("the process has one logging, which a replay configures")
class ReplayTest {
  private static final String GENERATION = "AZqzk0ZcXq3vC0Rr";
  private static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");

  @TempDir private Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Map<String, String> environment = new HashMap<>();
  private BulkSink server;

  @BeforeEach
  void start() throws IOException {
    server = BulkSink.start();
    environment.put("TAILRACE_PATHS", folder.resolve("logs") + "/*.log");
    environment.put("TAILRACE_STATE_DIR", folder.resolve("state").toString());
    environment.put("TAILRACE_OUTPUTS", "es");
    environment.put("TAILRACE_ES_TYPE", "elasticsearch");
    environment.put("TAILRACE_ES_URL", server.url());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  @Tag("dead-letters")
  void allAreSentUnderTheirIdsAndTheFilesAreGone() throws Exception {
    letters(rotated(), 0, 700);
    letters(current(), 700, 1_300);

    assertThat(replay()).as(err::toString).isZero();

    assertThat(server.stored().keySet()).containsExactlyElementsOf(ids(0, 1_300));
    assertThat(server.stored().values())
        .extracting(document -> document.path("message").asString())
        .containsExactlyElementsOf(
            IntStream.range(0, 1_300).mapToObj(i -> "message " + i).toList());
    assertThat(files()).isEmpty();
    assertThat(out.toString(UTF_8))
        .isEqualTo(
            """
            output  letters  delivered  refused again  malformed  not sent
            es         1300       1300              0          0         0
            """);
  }

  @Test
  @Tag("dead-letters")
  void withoutDeadLettersThereIsNothingToDo() {
    assertThat(replay()).isZero();
    assertThat(out.toString(UTF_8)).contains("es            0          0");
    assertThat(folder.resolve("state")).doesNotExist();
  }

  @Test
  @Tag("dead-letters")
  void whatIsRefusedAgainStaysWithItsNewReason() throws Exception {
    letters(current(), 0, 20);
    server.refuse(document -> document.path("n").asInt() % 10 == 3);

    assertThat(replay()).isEqualTo(1);

    Set<String> delivered = new LinkedHashSet<>(ids(0, 20));
    delivered.removeAll(List.of(id(3), id(13)));
    assertThat(server.stored().keySet()).containsExactlyElementsOf(delivered);
    List<String> left = Files.readAllLines(current());
    assertThat(left).hasSize(2);
    JsonNode letter = new JsonMapper().readTree(left.getLast());
    assertThat(letter.path("reason").asString())
        .isEqualTo("status 400, document_parsing_exception: no");
    assertThat(letter.path("time").asString()).isEqualTo(NOW.toString());
    assertThat(letter.path("offset").asLong()).isEqualTo(13);
    assertThat(letter.path("file").asString()).isEqualTo("/var/log/app.log");

    server.refuse(document -> false);
    assertThat(replay()).isZero();
    assertThat(server.stored().keySet()).containsExactlyInAnyOrderElementsOf(ids(0, 20));
    assertThat(files()).isEmpty();
  }

  @Test
  @Tag("dead-letters")
  @Tag("S6")
  void aMalformedLineIsKeptAndNamedAndLosesNothingElse() throws Exception {
    letters(current(), 0, 3);
    String tooLong = "{\"x\":\"" + "y".repeat(9 << 20) + "\"}";
    List<String> malformed =
        List.of(
            "garbage \u001b[31m\u0000",
            "{\"time\":\"2026",
            "{\"generation\":\"../../etc\",\"file\":\"f\",\"offset\":1,\"record\":{}}",
            "{\"generation\":\"AZqzk0ZcXq3vC0Rr\",\"file\":\"f\",\"offset\":-1,\"record\":{}}",
            "{\"generation\":\"AZqzk0ZcXq3vC0Rr\",\"file\":\"f\",\"offset\":1,\"record\":{}}",
            "[]",
            tooLong);
    append(String.join("\n", malformed) + "\n\n");
    letters(current(), 3, 6);
    append("{\"time\":\"2026-11-22T10:00:00Z\",\"output\":\"es\"");

    assertThat(replay()).isEqualTo(1);

    assertThat(server.stored().keySet()).containsExactlyElementsOf(ids(0, 6));
    List<String> kept = new ArrayList<>(malformed);
    kept.add("{\"time\":\"2026-11-22T10:00:00Z\",\"output\":\"es\"");
    assertThat(Files.readAllLines(current())).containsExactlyElementsOf(kept);
    assertThat(err.toString(UTF_8).lines())
        .hasSize(8)
        .allMatch(line -> line.startsWith("tailrace: es.ndjson, line "))
        .noneMatch(line -> line.chars().anyMatch(Character::isISOControl));
    assertThat(err.toString(UTF_8))
        .contains("es.ndjson, line 4: no", "es.ndjson, line 10: longer than any dead letter");
  }

  /** What is between the braces is what was there, byte by byte, whatever it is. */
  @Test
  @Tag("dead-letters")
  @Tag("S6")
  void aRecordsControlCharactersNumbersAndNamesArriveAsTheyAre() throws Exception {
    String document =
        "{\"message\":\"\\u001b[31m\\u0000\\r\\n\\\"}}{\\\"delete\\\":{}}\",\"n\":1e400,"
            + "\"n\":123456789012345678901234567890.5,\"deep\":"
            + "[".repeat(900)
            + "]".repeat(900)
            + "}";
    keep(current(), new Source(GENERATION, "/var/log/\u001b[31m\n.log", Map.of()), 7, document);
    List<String> bodies = new ArrayList<>();
    server.rawDocuments(bodies::add);

    assertThat(replay()).as(err::toString).isZero();

    assertThat(bodies).containsExactly(document);
    assertThat(files()).isEmpty();
  }

  @Test
  @Tag("dead-letters")
  void atTheEndOfTheTimeAllStaysAsItIs() throws Exception {
    letters(current(), 0, 600);
    byte[] before = Files.readAllBytes(current());
    server.status(503);

    assertThat(replay("--timeout", "1s")).isEqualTo(3);

    assertThat(Files.readAllBytes(current())).isEqualTo(before);
    assertThat(files()).containsExactly("es.ndjson");
    assertThat(out.toString(UTF_8)).contains("es          600          0              0");
  }

  @Test
  @Tag("dead-letters")
  void aDryRunSendsAndChangesNothing() throws Exception {
    letters(current(), 0, 5);
    append("garbage\n");
    byte[] before = Files.readAllBytes(current());

    assertThat(replay("--dry-run")).isEqualTo(1);

    assertThat(out.toString(UTF_8))
        .isEqualTo(
            """
            output  letters  would be sent  malformed
            es            6              5          1
            """);
    assertThat(err.toString(UTF_8)).contains("es.ndjson, line 6: no");
    assertThat(server.stored()).isEmpty();
    assertThat(Files.readAllBytes(current())).isEqualTo(before);
    try (Stream<Path> all = Files.list(current().getParent())) {
      assertThat(all.filter(file -> !file.toString().endsWith("es.lock"))).hasSize(1);
    }
  }

  @Test
  @Tag("dead-letters")
  void anOutputThatIsNotThereIsWrongUsage() {
    assertThat(replay("ess")).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("There is no output ess. Did you mean es?");
  }

  @Test
  @Tag("dead-letters")
  void aTimeThatIsNoneIsWrongUsage() {
    assertThat(replay("--timeout", "soon")).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("'soon' is no time such as 90s, 5m or 1h");
  }

  @Test
  @Tag("dead-letters")
  void aSecondReplayOfTheSameOutputIsTurnedAway() throws Exception {
    letters(current(), 0, 5);
    AtomicInteger second = new AtomicInteger(-1);
    server.onBulk(() -> {
      if (second.get() < 0) {
        second.set(0);
        second.set(replay());
      }
    });

    assertThat(replay()).isZero();

    assertThat(second).hasValue(1);
    assertThat(err.toString(UTF_8)).contains("another replay of it is running");
    assertThat(server.stored().keySet()).containsExactlyElementsOf(ids(0, 5));
  }

  /** At each request the files are copied, as a kill would leave them there and then. */
  @Test
  @Tag("dead-letters")
  void whereverAReplayIsKilledTheNextOneLosesNothing() throws Exception {
    letters(rotated(), 0, 700);
    letters(current(), 700, 1_800);
    server.refuse(document -> document.path("n").asInt() % 100 == 7);
    List<Path> left = new ArrayList<>();
    List<Set<String>> stored = new ArrayList<>();
    server.onBulk(() -> {
      stored.add(server.stored().keySet());
      left.add(copyOfState(folder.resolve("killed-" + left.size())));
    });
    assertThat(replay()).isEqualTo(1);
    assertThat(left).hasSizeGreaterThanOrEqualTo(4);
    server.onBulk(() -> {});

    for (int i = 0; i < left.size(); i++) {
      // Half of a file that was being written is of no interest to anybody.
      for (Path next : filesIn(left.get(i)).filter(f -> f.toString().endsWith(".next")).toList()) {
        Files.write(next, new byte[] {'{'}, StandardOpenOption.APPEND);
      }
      try (BulkSink other = BulkSink.start()) {
        other.refuse(document -> document.path("n").asInt() % 100 == 7);
        environment.put("TAILRACE_ES_URL", other.url());
        environment.put("TAILRACE_STATE_DIR", left.get(i).toString());

        assertThat(replay()).isEqualTo(1);

        Set<String> all = new TreeSet<>(stored.get(i));
        all.addAll(other.stored().keySet());
        List<String> refused = lettersIn(left.get(i));
        assertThat(refused).as("killed at request %d", i).doesNotHaveDuplicates().hasSize(18);
        all.addAll(refused);
        assertThat(all).isEqualTo(new TreeSet<>(ids(0, 1_800)));
      }
    }
  }

  /** The files a replay puts in place of others may be merged twice, never lost. */
  @Test
  @Tag("dead-letters")
  void theAgentMayGoOnAppendingWhileReplaysRun() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    var agent = new DeadLetterFile(current());
    server.refuse(document -> document.path("n").asInt() % 5 == 0);
    int count = 2_000;
    Thread writer =
        Thread.ofPlatform()
            .start(() -> {
              for (int i = 0; i < count; i++) {
                keep(agent, source(), i, document(i));
              }
              done.set(true);
            });
    int replays = 0;
    while (!done.get()) {
      assertThat(replay()).isBetween(0, 1);
      replays++;
    }
    writer.join();
    assertThat(replays).isGreaterThan(1);
    server.refuse(document -> false);
    assertThat(replay()).as(err::toString).isZero();

    assertThat(server.stored().keySet()).containsExactlyInAnyOrderElementsOf(ids(0, count));
    assertThat(files()).isEmpty();
  }

  private int replay(String... arguments) {
    out.reset();
    err.reset();
    var surroundings =
        new Surroundings(
            environment,
            new ByteArrayInputStream(new byte[0]),
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            InstantSource.fixed(NOW));
    String[] all = Stream.concat(Stream.of("replay"), Stream.of(arguments)).toArray(String[]::new);
    return TailraceCommand.commandLine(
            surroundings,
            settings -> 0,
            output -> new Reachability.Reached("there"),
            output -> OutputFactory.create(output, InstantSource.system()),
            new AgentParts(surroundings.clock()))
        .execute(all);
  }

  private Path current() {
    return folder.resolve("state/dead-letter/es.ndjson");
  }

  private Path rotated() {
    return folder.resolve("state/dead-letter/es.1.ndjson");
  }

  private static Source source() {
    return new Source(GENERATION, "/var/log/app.log", Map.of());
  }

  private static String document(int n) {
    return "{\"@timestamp\":\"2026-01-01T00:00:00Z\",\"n\":"
        + n
        + ",\"message\":\"message "
        + n
        + "\"}";
  }

  private static void letters(Path file, int from, int to) throws IOException {
    Files.createDirectories(file.getParent());
    var text = new StringBuilder();
    for (int i = from; i < to; i++) {
      text.append(DeadLetterFile.format(letter(source(), i, document(i)))).append('\n');
    }
    Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static void keep(Path file, Source source, long offset, String document) {
    keep(new DeadLetterFile(file), source, offset, document);
  }

  private static void keep(DeadLetterFile file, Source source, long offset, String document) {
    try {
      file.keep(letter(source, offset, document));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DeadLetter letter(Source source, long offset, String document) {
    return new DeadLetter(
        "es",
        Instant.parse("2026-11-22T08:00:00Z"),
        "an earlier reason",
        source,
        offset,
        "{\"target\":\"logs-app-default\",\"id\":\"x\",\"document\":" + document + "}");
  }

  private void append(String text) throws IOException {
    Files.writeString(current(), text, StandardOpenOption.APPEND);
  }

  private static List<String> ids(int from, int to) {
    return IntStream.range(from, to).mapToObj(ReplayTest::id).toList();
  }

  private static String id(long offset) {
    return "%s-%010x".formatted(GENERATION, offset);
  }

  /** The names of the dead-letter files there are, whatever they are called. */
  private List<String> files() throws IOException {
    return filesIn(folder.resolve("state"))
        .map(file -> String.valueOf(file.getFileName()))
        .filter(name -> !name.endsWith(".lock"))
        .sorted()
        .toList();
  }

  private static Stream<Path> filesIn(Path state) throws IOException {
    try (Stream<Path> files = Files.list(state.resolve("dead-letter"))) {
      return files.toList().stream().sorted(Comparator.naturalOrder());
    }
  }

  private static List<String> lettersIn(Path state) throws IOException {
    List<String> ids = new ArrayList<>();
    for (Path file : filesIn(state).filter(f -> f.toString().endsWith(".ndjson")).toList()) {
      for (String line : Files.readAllLines(file)) {
        ids.add(id(new JsonMapper().readTree(line).path("offset").asLong()));
      }
    }
    return ids;
  }

  private Path copyOfState(Path target) {
    try {
      Files.createDirectories(target.resolve("dead-letter"));
      for (Path file : filesIn(folder.resolve("state")).toList()) {
        Files.copy(file, target.resolve("dead-letter").resolve(file.getFileName()));
      }
      return target;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
