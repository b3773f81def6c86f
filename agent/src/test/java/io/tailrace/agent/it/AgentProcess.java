package io.tailrace.agent.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/**
 * The program, run as its launcher runs it: the class path of its folder, the launcher's flags, and
 * an environment in which there is nothing but what the test put there.
 *
 * <p>To be used by one thread. {@link #close} ends the process whatever state it is in.
 */
final class AgentProcess implements AutoCloseable {
  /** SIGKILL is not refused; only a kernel with trouble of its own takes this long. */
  private static final long KILL_SECONDS = 10;

  private static final String STATUS_ADDRESS = "TAILRACE_STATUS_ADDRESS";

  private final Process process;
  private final Path out;
  private final Path err;
  private final String address;
  private final JsonHttp status;

  private AgentProcess(Process process, Path out, Path err, String address) {
    this.process = process;
    this.out = out;
    this.err = err;
    this.address = address;
    this.status = new JsonHttp(URI.create("http://" + address), Map.of());
  }

  /** Starts {@code tailrace} with its status page on a free port, unless the settings name one. */
  static AgentProcess start(Path folder, Map<String, String> settings) throws IOException {
    return start(folder, List.of(), settings);
  }

  /**
   * Starts {@code tailrace} or a command of it.
   *
   * @param folder for what it prints
   * @param prefix a command line that runs the one which follows, such as {@code setpriv}
   * @param arguments of the program
   */
  static AgentProcess start(
      Path folder, List<String> prefix, Map<String, String> settings, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + programFolder() + "/lib/jvm.options");
    command.addAll(List.of("-cp", programFolder() + "/lib/*", "io.tailrace.agent.Main"));
    command.addAll(List.of(arguments));
    return run(folder, command, settings);
  }

  /** Starts {@code tailrace} by a launcher, which finds a JVM for itself. */
  static AgentProcess launch(Path launcher, Path folder, Map<String, String> settings)
      throws IOException {
    return run(folder, List.of(launcher.toString()), settings);
  }

  private static AgentProcess run(Path folder, List<String> command, Map<String, String> settings)
      throws IOException {
    Map<String, String> environment = new LinkedHashMap<>(settings);
    String address = environment.computeIfAbsent(STATUS_ADDRESS, name -> freeAddress());
    Path out = Files.createTempFile(folder, "agent-", ".out");
    Path err = Files.createTempFile(folder, "agent-", ".err");
    var builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    return new AgentProcess(builder.start(), out, err, address);
  }

  /** The folder the build puts the program into; tests are run in that of their module. */
  static Path programFolder() throws IOException {
    Path folder = Path.of(System.getProperty("basedir", ""), "target", "tailrace").toAbsolutePath();
    if (!Files.isDirectory(folder.resolve("lib"))) {
      throw new IOException(folder + " is not built: these tests run after `package`");
    }
    return folder;
  }

  private static String freeAddress() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return "127.0.0.1:" + socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its {@code TAILRACE_STATUS_ADDRESS}. */
  String address() {
    return address;
  }

  /** All it said on standard error so far. */
  String said() {
    return read(err);
  }

  /** All it printed on standard output so far. */
  String printed() {
    return read(out);
  }

  private static String read(Path file) {
    try {
      return new String(Files.readAllBytes(file), UTF_8);
    } catch (IOException e) {
      return "(" + e + ")";
    }
  }

  /** The lines of its log that have this in them. */
  List<String> linesWith(String text) {
    return said().lines().filter(line -> line.contains(text)).toList();
  }

  void awaitSaid(String text) throws InterruptedException {
    await("it says '" + text + "'", () -> said().contains(text));
  }

  /** Waits for something that only happens while it runs. */
  void await(String what, Await.Condition condition) throws InterruptedException {
    await(what, Await.PATIENCE, condition);
  }

  /** Waits for something that takes its time. */
  void await(String what, Duration patience, Await.Condition condition)
      throws InterruptedException {
    Await.until(
        what,
        patience,
        () -> {
          if (!process.isAlive() && !condition.holds()) {
            throw new AssertionError(what + ": it ended with " + exitCode() + ". " + said());
          }
          return condition.holds();
        },
        () -> "It said: " + said());
  }

  /** {@code /api/status}. */
  JsonNode status() throws IOException, InterruptedException {
    return status.get("/api/status");
  }

  /** What {@code /api/status} says of one output. */
  JsonNode output(String name) throws IOException, InterruptedException {
    return status()
        .path("outputs")
        .valueStream()
        .filter(output -> output.path("name").asString().equals(name))
        .findFirst()
        .orElseThrow(() -> new IOException("no output " + name));
  }

  /** One of the status server's pages. */
  HttpResponse<String> page(String path) throws IOException, InterruptedException {
    return status.answer(path);
  }

  /** The value of a metric of an output. */
  double metric(String name, String output) throws IOException, InterruptedException {
    String series = name + "{output=\"" + output + "\"} ";
    return page("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(series))
        .mapToDouble(line -> Double.parseDouble(line.substring(series.length())))
        .findFirst()
        .orElseThrow(() -> new IOException("no metric " + series));
  }

  long pid() {
    return process.pid();
  }

  long peakMegabytes() throws IOException {
    return mostResidentKib() / 1_000;
  }

  /** The most memory it ever had in RAM, of whatever kind, as the kernel counts it. */
  long mostResidentKib() throws IOException {
    return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElseThrow(() -> new IOException("no VmHWM"));
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Sends SIGKILL and waits for its end. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    exit();
  }

  /** Sends SIGTERM and waits for its end. */
  int terminate() throws IOException, InterruptedException {
    signal("TERM");
    return exit();
  }

  /**
   * Sends SIGINT, as Ctrl-C does. Where this process's own parents have it ignored, as shells do
   * for what they run in the background, all below ignores it too; then it is SIGTERM, which the
   * program takes for the same.
   */
  void interrupt() throws IOException, InterruptedException {
    signal(Files.exists(Path.of("/proc/self/status")) && ignoresInterrupt() ? "TERM" : "INT");
  }

  private boolean ignoresInterrupt() throws IOException {
    return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .mapToLong(line -> Long.parseUnsignedLong(line.replaceFirst("SigIgn:\\s*", ""), 16))
        .anyMatch(mask -> (mask & 1 << 1) != 0);
  }

  /** Sends it a signal. */
  void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  /** Waits for its end. */
  int exit() throws InterruptedException {
    if (!process.waitFor(Await.PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("it does not end. It said: " + said());
    }
    return exitCode();
  }

  private int exitCode() {
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().orTimeout(KILL_SECONDS, TimeUnit.SECONDS).join();
    status.close();
  }
}
