package io.tailrace.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * This program, started by its launcher with its default settings.
 *
 * @param launcher the {@code tailrace} of a program folder
 * @param javaOptions for its JVM, besides those the launcher chooses; usually none
 */
record Tailrace(Path launcher, String javaOptions, String commit) implements Contestant {
  @Override
  public String name() {
    return "Tailrace";
  }

  @Override
  public String version() {
    return "commit " + commit;
  }

  @Override
  public boolean takes(Job job) {
    return true;
  }

  @Override
  public Launch launch(Task task) throws IOException {
    var environment = new LinkedHashMap<String, String>();
    // The JDK that the report names.
    environment.put("TAILRACE_JAVA_HOME", System.getProperty("java.home"));
    if (!javaOptions.isEmpty()) {
      environment.put("TAILRACE_JAVA_OPTIONS", javaOptions);
    }
    environment.put("TAILRACE_PATHS", task.input().glob());
    environment.putAll(task.route().settings(task.sink()));
    // Served as by default, but where no other agent on this machine does.
    environment.put("TAILRACE_STATUS_ADDRESS", "127.0.0.1:" + freePort());
    return new Launch(List.of(launcher.toString()), Map.copyOf(environment));
  }

  @Override
  public boolean isGoodExit(int code) {
    return code == 0;
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
