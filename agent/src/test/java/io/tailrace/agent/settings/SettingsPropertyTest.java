package io.tailrace.agent.settings;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever the environment, settings or problems come of it, never an exception. */
class SettingsPropertyTest {
  private static final int ENVIRONMENTS = 3_000;

  private static final List<String> VALUES =
      List.of(
          "",
          " ",
          ",",
          "=",
          "a=b",
          "a,b",
          "app,access",
          "loki,audit",
          "elasticsearch",
          "file",
          "stdout",
          "loki",
          "http://u:p@es:9200",
          "http://",
          "https://[::1]:1/x",
          "http://[:",
          "http://a_b",
          "1",
          "0",
          "-1",
          "64MiB",
          "99999999999999999999GiB",
          "999999999999999h",
          "5s",
          "true",
          "off",
          "auto",
          "json",
          "regex",
          "grok|kv",
          "cri|csv",
          "time,a:int",
          "; =",
          "level>=warn && !(a~\"b\")",
          "a==\"",
          "yyyy-MM-dd HH:mm",
          "(?P<a>x)",
          "(?P<a>%{INT:n:int}",
          "/",
          "/a/*.log",
          "/a/{b,c}",
          "/[",
          "/\\",
          "\u0000",
          "/\u0000",
          "tcp://1.2.3.4:5",
          "[::1]:80",
          "1.2.3.4:80",
          "999.1.1.1:80",
          "[:::]:1",
          "\ud800",
          "é",
          "*",
          "%",
          "http://%:%@h",
          "a.b=c,a=d",
          "___=1");

  private static final List<String> NAMES =
      List.of(
          "",
          "APP_",
          "ACCESS_",
          "LOKI_",
          "AUDIT_",
          "ELASTICSEARCH_",
          "FILE_",
          "STDOUT_",
          "A_",
          "_");

  private final List<String> settings = new ArrayList<>(List.of("", "X", "SERVICE_HOST", "PORT"));

  @Test
  void anyEnvironmentYieldsSettingsOrProblems() {
    Declarations.SCOPES.forEach(scope ->
        scope
            .settings()
            .forEach(setting -> {
              settings.add(setting.name());
              settings.add(setting.fileName());
            }));
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < ENVIRONMENTS; i++) {
      Map<String, String> environment = environment(random);
      assertThatCode(() -> Settings.load(environment))
          .as("seed %d, environment %s", seed, environment)
          .doesNotThrowAnyException();
    }
  }

  private Map<String, String> environment(Random random) {
    Map<String, String> environment = new HashMap<>();
    if (random.nextInt(4) > 0) {
      environment.put("TAILRACE_PATHS", "/a/*.log");
    }
    if (random.nextInt(2) > 0) {
      environment.put(
          "TAILRACE_OUTPUTS", pick(random, List.of("loki,audit", "elasticsearch,file")));
      environment.put("TAILRACE_AUDIT_TYPE", pick(random, OutputDeclarations.TYPES));
    }
    int count = random.nextInt(8);
    for (int i = 0; i < count; i++) {
      String name = "TAILRACE_" + pick(random, NAMES) + pick(random, settings);
      environment.put(name, value(random));
    }
    return environment;
  }

  private static String value(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> noise(random);
      case 1 -> pick(random, VALUES) + pick(random, VALUES);
      default -> pick(random, VALUES);
    };
  }

  private static String noise(Random random) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(30);
    for (int i = 0; i < length; i++) {
      text.append(
          random.nextBoolean()
              ? (char) random.nextInt(0x7F)
              : ",=:/@%{}[]\\*".charAt(random.nextInt(12)));
    }
    return text.toString();
  }

  private static <T> T pick(Random random, List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
