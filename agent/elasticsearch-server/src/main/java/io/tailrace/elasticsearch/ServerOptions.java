package io.tailrace.elasticsearch;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The command line of the server.
 *
 * @param port of HTTP on the loopback address; 0 for a free one
 * @param data everything the node keeps; made if it is not there
 * @param settings Elasticsearch settings, over the ones the server brings
 * @param untilInputEnds whether the server ends with its standard input, so that it does not
 *     outlive a process that started it and was killed
 */
record ServerOptions(int port, Path data, Map<String, String> settings, boolean untilInputEnds) {
  static final String USAGE =
      "usage: --data DIR [--port N] [--until-input-ends] [-E setting=value]...";

  ServerOptions {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("--port: " + port + " is not between 0 and 65535");
    }
    settings = Map.copyOf(settings);
  }

  /**
   * @throws IllegalArgumentException saying what is wrong and how it is written
   */
  static ServerOptions parse(List<String> arguments) {
    int port = 0;
    String data = "";
    boolean untilInputEnds = false;
    var settings = new LinkedHashMap<String, String>();
    var rest = new ArrayDeque<>(arguments);
    while (!rest.isEmpty()) {
      String option = rest.remove();
      switch (option) {
        case "--port" -> port = Integer.parseInt(value(option, rest));
        case "--data" -> data = value(option, rest);
        case "--until-input-ends" -> untilInputEnds = true;
        case "-E" -> {
          String[] setting = value(option, rest).split("=", 2);
          settings.put(setting[0], setting.length == 2 ? setting[1] : "");
        }
        default -> throw new IllegalArgumentException("unknown option " + option + "; " + USAGE);
      }
    }
    if (data.isEmpty()) {
      throw new IllegalArgumentException("--data is missing; " + USAGE);
    }
    return new ServerOptions(port, Path.of(data).toAbsolutePath(), settings, untilInputEnds);
  }

  private static String value(String option, Deque<String> rest) {
    if (rest.isEmpty()) {
      throw new IllegalArgumentException(option + " needs a value; " + USAGE);
    }
    return rest.remove();
  }
}
