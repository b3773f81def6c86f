package io.tailrace.agent.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * Makes a directory one that the agent cannot read, for as long as it is there.
 *
 * <p>Permissions mean nothing to root. So where the tests are run by root the agent is run as
 * "nobody" with {@code setpriv}; and where that cannot be, because there is no {@code setpriv} or
 * nobody may not read the program, a file stands in the directory's place, which is another reason
 * for not being able to list it.
 */
final class Obstacle {
  private static final String NOBODY = "65534";
  private static final List<String> AS_NOBODY =
      List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");

  private final Path directory;
  private final boolean permissions;
  private final List<String> prefix;

  private Obstacle(Path directory, boolean permissions, List<String> prefix) {
    this.directory = directory;
    this.permissions = permissions;
    this.prefix = prefix;
  }

  /** Puts one in the way to a directory, which is not there yet. */
  static Obstacle before(Path directory) throws IOException, InterruptedException {
    boolean root = System.getProperty("user.name").equals("root");
    boolean nobody = root && mayRunAsNobody();
    if (root && !nobody) {
      Files.createFile(directory);
      return new Obstacle(directory, false, List.of());
    }
    Files.createDirectory(directory);
    permit(directory, "---------");
    return new Obstacle(directory, true, nobody ? AS_NOBODY : List.of());
  }

  private static boolean mayRunAsNobody() throws InterruptedException {
    try {
      var command = new java.util.ArrayList<>(AS_NOBODY);
      command.addAll(List.of("test", "-r", AgentProcess.programFolder() + "/lib"));
      command.addAll(List.of("-a", "-x", System.getProperty("java.home") + "/bin/java"));
      return new ProcessBuilder(command).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  static void permit(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  /** The command line before the agent's. */
  List<String> prefix() {
    return prefix;
  }

  /** What the agent must say of the directory. */
  String complaint() {
    return permissions
        ? directory + " cannot be read: permission denied"
        : directory + " could not be looked at";
  }

  void remove() throws IOException {
    if (permissions) {
      permit(directory, "rwxr-xr-x");
    } else {
      Files.delete(directory);
      Files.createDirectory(directory);
    }
  }
}
