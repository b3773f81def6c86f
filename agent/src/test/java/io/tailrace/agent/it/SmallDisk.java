package io.tailrace.agent.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A file system of its own, so small that it can be filled. It is mounted in a namespace that a
 * process keeps until this is closed; so it outlives every agent that is killed, and nobody else
 * sees it.
 */
final class SmallDisk implements AutoCloseable {
  private final Process keeper;
  private final Path inside;

  private SmallDisk(Process keeper, Path inside) {
    this.keeper = keeper;
    this.inside = inside;
  }

  /**
   * Mounts one.
   *
   * @param at a directory
   * @return nothing where that is not allowed
   */
  static Optional<SmallDisk> mount(Path at, String size) throws IOException {
    Process keeper =
        new ProcessBuilder(
                "unshare",
                "--user",
                "--map-root-user",
                "--mount",
                "sh",
                "-c",
                "mount -t tmpfs -o size=\"$1\" tmpfs \"$0\" && echo ready && read _",
                at.toString(),
                size)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var said = new BufferedReader(new InputStreamReader(keeper.getInputStream(), UTF_8));
    if (!"ready".equals(said.readLine())) {
      keeper.destroyForcibly();
      return Optional.empty();
    }
    return Optional.of(new SmallDisk(keeper, Path.of("/proc/" + keeper.pid() + "/root" + at)));
  }

  /** The command line that runs the one which follows where the disk is mounted. */
  List<String> prefix() {
    String pid = Long.toString(keeper.pid());
    return List.of("nsenter", "--target", pid, "--user", "--mount", "--preserve-credentials");
  }

  /** A file on it, as it is seen from outside. */
  Path file(String name) {
    return inside.resolve(name);
  }

  /** Takes all that is left of it. */
  void fill() throws IOException {
    try (OutputStream filler = Files.newOutputStream(file("filler"))) {
      byte[] page = new byte[4 << 10];
      while (true) {
        filler.write(page);
      }
    } catch (IOException e) {
      if (!String.valueOf(e.getMessage()).contains("No space left")) {
        throw e;
      }
    }
  }

  /** Gives it back. */
  void free() throws IOException {
    Files.delete(file("filler"));
  }

  @Override
  public void close() {
    keeper.destroyForcibly();
  }
}
