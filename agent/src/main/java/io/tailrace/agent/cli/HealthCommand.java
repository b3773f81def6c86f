package io.tailrace.agent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tailrace.agent.settings.Loaded;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** {@code tailrace health}. */
@Command(
    name = "health",
    header = "Ask the running agent how it is: for HEALTHCHECK and probes.",
    synopsisHeading = "%nUsage: ",
    footer = {
      "",
      "It asks /healthz at TAILRACE_STATUS_ADDRESS, so it needs the agent's environment.",
      "",
      "Example, in a Dockerfile:",
      "  HEALTHCHECK CMD [\"tailrace\", \"health\"]"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:healthy", "1:not healthy, or no answer", "2:wrong usage", "78:bad settings"})
final class HealthCommand implements Callable<Integer> {
  /** Less than the second after which Kubernetes gives up a probe, two times. */
  private static final int TIMEOUT_MILLIS = 450;

  /** Of what the agent says only a line is shown. */
  private static final int MAX_ANSWER_BYTES = 200;

  private final Surroundings surroundings;

  HealthCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Optional<Loaded.Good> loaded = surroundings.settings();
    if (loaded.isEmpty()) {
      return ExitCode.BAD_SETTINGS;
    }
    Optional<InetSocketAddress> address = loaded.get().settings().statusAddress();
    if (address.isEmpty()) {
      surroundings.err().println("unknown: TAILRACE_STATUS_ADDRESS is off, so nobody can be asked");
      return ExitCode.FAILED;
    }
    return ask(address.get());
  }

  private int ask(InetSocketAddress address) {
    URI uri = URI.create("http://" + host(address) + ":" + address.getPort() + "/healthz");
    try {
      HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection(Proxy.NO_PROXY);
      connection.setConnectTimeout(TIMEOUT_MILLIS);
      connection.setReadTimeout(TIMEOUT_MILLIS);
      int status = connection.getResponseCode();
      if (status == HttpURLConnection.HTTP_OK) {
        surroundings.out().println("healthy");
        return ExitCode.OK;
      }
      surroundings
          .err()
          .println("not healthy: %d %s".formatted(status, firstLine(connection.getErrorStream())));
    } catch (IOException e) {
      surroundings.err().println("no answer at %s: %s".formatted(uri, e.getMessage()));
    }
    return ExitCode.FAILED;
  }

  /** An agent that listens on every address is asked on the loopback one. */
  private static String host(InetSocketAddress address) {
    InetAddress ip = address.getAddress();
    String host = (ip.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : ip).getHostAddress();
    return host.indexOf(':') < 0 ? host : "[" + host + "]";
  }

  private static String firstLine(@Nullable InputStream answer) throws IOException {
    if (answer == null) {
      return "";
    }
    try (answer) {
      String text = new String(answer.readNBytes(MAX_ANSWER_BYTES), UTF_8);
      return text.lines().findFirst().orElse("").replaceAll("\\p{Cntrl}", "?");
    }
  }
}
