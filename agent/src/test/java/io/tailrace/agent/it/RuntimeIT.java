package io.tailrace.agent.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.agent.BulkSink;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocketFactory;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program with a runtime of its own, as {@code tailrace link} makes it and the image has it.
 */
class RuntimeIT {
  private static final long PATIENCE_MINUTES = 5;

  private static final int LINES = 2_000;

  /**
   * What Jackson refers to for types that no record has, and looks whether it is there; java.sql
   * the Elasticsearch client too, for JDBC.
   */
  private static final Set<String> NOT_NEEDED = Set.of("java.desktop", "java.sql", "java.xml");

  @TempDir private static Path home;
  @TempDir private Path folder;

  @BeforeAll
  static void link() throws Exception {
    Path said = Files.createTempFile("link-", ".txt");
    Process process =
        new ProcessBuilder(
                AgentProcess.programFolder().resolve("tailrace").toString(),
                "link",
                home.toString())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    boolean ended = process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
    String output = Files.readString(said, UTF_8);
    Files.delete(said);
    assertThat(ended).as(output).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
  }

  @Test
  void hasTheModulesThatTheProgramRefersToAndNoOthers() throws IOException {
    Set<String> needed = referredTo();
    needed.removeAll(NOT_NEEDED);

    assertThat(modules()).as("jlink.options").containsExactlyInAnyOrderElementsOf(needed);
  }

  @Test
  void shipsOverTlsAndPlainRotatesAnswersAndDrains() throws Exception {
    var certificate = new HeldCertificate.Builder().addSubjectAlternativeName("127.0.0.1").build();
    Path ca = Files.writeString(folder.resolve("ca.pem"), certificate.certificatePem());
    Path logs = Files.createDirectory(folder.resolve("logs"));
    try (var elasticsearch = BulkSink.start(sockets(certificate));
        var loki = ScriptedLoki.start();
        var agent =
            AgentProcess.launch(
                home.resolve("tailrace"),
                folder,
                Map.ofEntries(
                    Map.entry("TAILRACE_PATHS", logs + "/*.log"),
                    Map.entry("TAILRACE_OUTPUTS", "elasticsearch,loki"),
                    Map.entry("TAILRACE_ELASTICSEARCH_URL", elasticsearch.url()),
                    Map.entry("TAILRACE_ELASTICSEARCH_CA_FILE", ca.toString()),
                    Map.entry("TAILRACE_ELASTICSEARCH_COMPRESSION", "gzip"),
                    Map.entry("TAILRACE_LOKI_URL", loki.url().toString()),
                    Map.entry("TAILRACE_LOG_FORMAT", "json")))) {
      Path log = Files.writeString(logs.resolve("app.log"), lines(0));
      agent.await("the first lines are there", () -> elasticsearch.stored().size() == LINES);
      Files.move(log, logs.resolve("app.log.1"));
      Files.writeString(log, lines(LINES));

      agent.await("all lines are there", () -> elasticsearch.stored().size() == 2 * LINES);
      agent.await("all entries are there", () -> loki.count() == 2 * LINES);
      assertThat(agent.page("/metrics").body()).contains("jvm_memory_used_bytes");
      assertThat(agent.page("/").body()).contains("Tailrace");
      assertThat(Files.readString(Path.of("/proc/" + agent.pid() + "/cmdline")))
          .startsWith(home.toRealPath().resolve("runtime/bin/java").toString());
      assertThat(probe(agent.address())).isZero();
      assertThat(agent.terminate()).as(agent.said()).isZero();
      assertThat(probe(agent.address())).isEqualTo(1);
      assertThat(agent.said()).doesNotContain("NoClassDefFoundError", "ClassNotFoundException");
    }
  }

  /** The exit code of the image's health check. */
  private static int probe(String address) throws IOException, InterruptedException {
    var builder =
        new ProcessBuilder(
            home.resolve("runtime/bin/java").toString(),
            "@" + home.resolve("lib/health.options"),
            "-cp",
            home.resolve("lib") + "/*",
            "io.tailrace.agent.cli.HealthProbe");
    builder.environment().put("TAILRACE_STATUS_ADDRESS", address);
    Process process = builder.inheritIO().start();
    assertThat(process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)).isTrue();
    return process.exitValue();
  }

  private static String lines(int from) {
    return IntStream.range(from, from + LINES)
        .mapToObj(i -> "{\"level\":\"info\",\"message\":\"order %d\"}%n".formatted(i))
        .collect(Collectors.joining());
  }

  /** With a key on an elliptic curve, which is OkHttp's default. */
  private static SSLSocketFactory sockets(HeldCertificate certificate) {
    return new HandshakeCertificates.Builder()
        .heldCertificate(certificate)
        .build()
        .sslSocketFactory();
  }

  /** In the runtime's {@code release} file: {@code MODULES="java.base java.logging"}. */
  private static List<String> modules() throws IOException {
    return Files.readAllLines(home.resolve("runtime/release")).stream()
        .filter(line -> line.startsWith("MODULES="))
        .flatMap(line -> Stream.of(line.replaceAll("MODULES=|\"", "").split(" ")))
        .toList();
  }

  /** By any class of the program's jar. */
  private static Set<String> referredTo() throws IOException {
    var modules = new TreeSet<String>();
    try (Stream<Path> files = Files.list(home.resolve("lib"))) {
      Path jar = files.filter(file -> file.toString().endsWith(".jar")).findFirst().orElseThrow();
      for (String line : jdeps(jar)) {
        String[] words = line.strip().split("\\s+", -1);
        // "tailrace-agent-0.1.0.jar -> java.logging"
        if (words.length == 3 && words[1].equals("->") && words[2].matches("(java|jdk)\\..*")) {
          modules.add(words[2]);
        }
      }
    }
    return modules;
  }

  private static List<String> jdeps(Path jar) {
    var said = new StringWriter();
    var printer = new PrintWriter(said);
    int code =
        ToolProvider.findFirst("jdeps")
            .orElseThrow()
            .run(
                printer,
                printer,
                "-summary",
                "--ignore-missing-deps",
                "--multi-release",
                "base",
                jar.toString());
    assertThat(code).as(said.toString()).isZero();
    return said.toString().lines().toList();
  }
}
