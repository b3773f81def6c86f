package io.tailrace.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Fluent Bit, where it is installed. Its settings are its defaults but for what the job needs, what
 * its documentation recommends (two workers, a bound for its memory), and {@code Buffer_Size}: with
 * the default one it takes Elasticsearch's answer to its own requests for a failure and sends every
 * document twice.
 *
 * <p>Not tested here, since Fluent Bit could not be installed on the machine this was written on.
 */
record FluentBit(Path program) implements Contestant {
  private static final String PARSERS =
      """
      [PARSER]
          Name        json
          Format      json
          Time_Key    time
          Time_Format %Y-%m-%dT%H:%M:%S.%LZ
          Time_Keep   On
      """;

  /** The first one on the path. */
  static Optional<FluentBit> onPath() {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, "fluent-bit"))
        .filter(Files::isExecutable)
        .findFirst()
        .map(FluentBit::new);
  }

  @Override
  public String name() {
    return "Fluent Bit";
  }

  @Override
  public String version() throws IOException, InterruptedException {
    Process process = new ProcessBuilder(program.toString(), "--version").start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return text.lines().findFirst().orElse("unknown");
  }

  /** Growth is a question to ourselves, and 20,000 files are beyond the descriptors it may open. */
  @Override
  public boolean takes(Job job) {
    return switch (job) {
      case Job.Ship ship -> !ship.id().startsWith("growth");
      case Job.Idle idle -> idle.files() <= 100;
      case Job.Latency _, Job.Start _ -> true;
    };
  }

  @Override
  public Launch launch(Task task) throws IOException {
    Path parsers = Files.writeString(task.scratch().resolve("parsers.conf"), PARSERS);
    Path config =
        Files.writeString(task.scratch().resolve("fluent-bit.conf"), configuration(task, parsers));
    return new Launch(List.of(program.toString(), "-c", config.toString()), Map.of());
  }

  /** It drains within its grace period and says 0; it is no failure if it was killed by SIGTERM. */
  @Override
  public boolean isGoodExit(int code) {
    return code == 0 || code == 128 + 15;
  }

  static String configuration(Task task, Path parsers) {
    String input =
        """
        [SERVICE]
            Flush        1
            Daemon       Off
            Log_Level    warn
            HTTP_Server  Off
            Parsers_File %s
        [INPUT]
            Name           tail
            Tag            app
            Path           %s
            Read_from_Head On
            Mem_Buf_Limit  64MB
        %s\
        """
            .formatted(
                parsers,
                task.input().glob(),
                task.route().readsJson() ? "    Parser         json\n" : "");
    return input + (task.route().isLoki() ? loki(task) : elasticsearch(task));
  }

  private static String loki(Task task) {
    return """
    [OUTPUT]
        Name        loki
        Match       *
        Host        127.0.0.1
        Port        %d
        Labels      job=benchmark
        Line_Format json
        Workers     2
        Retry_Limit no_limits
    %s\
    """
        .formatted(
            task.sink().getPort(), task.route().readsJson() ? "" : "    Drop_Single_Key raw\n");
  }

  private static String elasticsearch(Task task) {
    return """
    [OUTPUT]
        Name               es
        Match              *
        Host               127.0.0.1
        Port               %d
        Index              logs-generic-default
        Write_Operation    create
        Suppress_Type_Name On
        Buffer_Size        False
        Workers            2
        Retry_Limit        no_limits
    %s\
    """
        .formatted(
            task.sink().getPort(),
            task.route().isCompressedWithGzip() ? "    Compress           gzip\n" : "");
  }
}
