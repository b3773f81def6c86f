package io.tailrace.agent.stage;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * A Java program running as a process of its own, all it prints going to one file.
 *
 * <p>Its standard input is a pipe from this process: it ends when this process does, however it
 * does, and a program that reads it can end as well. May be used by several threads.
 */
public final class ChildProcess implements AutoCloseable {
  /** SIGKILL is not refused; this long only a kernel with trouble of its own takes. */
  private static final Duration KILL_PATIENCE = Duration.ofSeconds(10);

  /** Enough of a log to see a stack trace's start and its cause. */
  private static final int TAIL_LINES = 15;

  private final Process process;
  private final Path output;

  private ChildProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /**
   * Starts {@code java} of the running JVM.
   *
   * @param arguments of {@code java}: flags, class path, main class, the program's own
   * @param environment what the program sees instead of any {@code TAILRACE_} variable of ours
   * @param output made anew
   */
  public static ChildProcess java(
      List<String> arguments, Map<String, String> environment, Path output) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(arguments);
    var builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.startsWith("TAILRACE_"));
    builder.environment().putAll(environment);
    File file = output.toFile();
    return new ChildProcess(builder.redirectErrorStream(true).redirectOutput(file).start(), output);
  }

  /**
   * Starts another main class of this program, with the JVM's flags and class path of this process,
   * which the launcher chose.
   */
  public static ChildProcess ofThisProgram(
      String mainClass, List<String> arguments, Map<String, String> environment, Path output)
      throws IOException {
    return ofThisProgram(List.of(), mainClass, arguments, environment, output);
  }

  /**
   * The same with more flags of the JVM. Its AOT cache, which the launcher names for this process,
   * is only used where no flags are added: it cannot be used and made at once.
   */
  public static ChildProcess ofThisProgram(
      List<String> flags,
      String mainClass,
      List<String> arguments,
      Map<String, String> environment,
      Path output)
      throws IOException {
    var command = new ArrayList<>(ManagementFactory.getRuntimeMXBean().getInputArguments());
    if (!flags.isEmpty()) {
      command.removeIf(flag -> flag.startsWith("-XX:AOT"));
      command.addAll(flags);
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
    command.addAll(arguments);
    return java(command, environment, output);
  }

  /** Writes a line to its standard input. */
  public void tell(String line) throws IOException {
    OutputStream input = process.getOutputStream();
    input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    input.flush();
  }

  /** Ends its standard input: for a program that reads it, the word that it is to finish. */
  public void endInput() throws IOException {
    process.getOutputStream().close();
  }

  /**
   * Waits for its end.
   *
   * @return its exit code, or nothing if it took longer than that
   */
  public OptionalInt await(Duration patience) throws InterruptedException {
    return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)
        ? OptionalInt.of(process.exitValue())
        : OptionalInt.empty();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Sends SIGKILL and waits until it is gone. */
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    if (!process.waitFor(KILL_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException("process " + process.pid() + " does not end by SIGKILL");
    }
  }

  /**
   * Sends SIGTERM and waits for the end.
   *
   * @return its exit code, or nothing if it took longer than that
   */
  public OptionalInt terminate(Duration patience) throws InterruptedException {
    process.destroy();
    return await(patience);
  }

  /** All it printed so far. */
  public String printed() throws IOException {
    return new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
  }

  /** The last lines it printed, for a message about why it failed. */
  public String lastPrinted() throws IOException {
    List<String> lines = printed().lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
  }

  /** Ends it without waiting. */
  @Override
  public void close() {
    process.destroyForcibly();
  }
}
