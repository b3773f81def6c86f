package io.tailrace.agent.settings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever the environment: settings or problems, never an exception.
 *
 * <p>An input is {@code NAME=value} on each line; names get the prefix {@code TAILRACE_}.
 */
class SettingsFuzzTest {
  @MethodSource
  @FuzzTest
  void settingsOrProblems(byte[] input) {
    Map<String, String> environment = new HashMap<>();
    for (String line : new String(input, UTF_8).replace('\0', ' ').split("\n", 100)) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        environment.put("TAILRACE_" + line.substring(0, equals), line.substring(equals + 1));
      }
    }
    // The values of these name files to be read: not any of this machine's.
    environment.keySet().removeIf(name -> name.endsWith("_FILE") || name.endsWith("GROK_PATTERNS"));
    Loaded loaded = Settings.load(environment);
    if (loaded instanceof Loaded.Bad bad) {
      assertThat(bad.problems()).isNotEmpty();
    }
  }

  static Stream<byte[]> settingsOrProblems() {
    return Stream.of(
            "PATHS=/var/log/app/*.log,/a/{b,c}/**/*.log\nEXCLUDE=*.gz\nPARSER=json\nMAX_LINE=1MiB",
            "PATHS=/x\nOUTPUTS=loki,audit\nAUDIT_TYPE=elasticsearch\nAUDIT_URL=http://u:p%40@es:9200"
                + "\nLOKI_URL=https://[::1]:3100/x\nLOKI_LABELS=a=b,c=d\nLOKI_LABEL_FIELDS=level"
                + "\nLOKI_HEADERS=X-A=b\nLOKI_LINGER=5s\nLOKI_IN_FLIGHT=2\nLOKI_TENANT=t",
            "INPUTS=app,web\nAPP_PATHS=/a\nWEB_PATHS=/b\nWEB_FIELDS=a.b=c\nWEB_ENCODING=utf-16",
            "PATHS=/x\nPARSER=cri|grok|kv\nPATTERN=%{IP:a} %{INT:b:int}\nTIME_FORMAT=yyyy-MM-dd HH:mm"
                + "\nTIME_ZONE=UTC\nKV_SEPARATORS=; =",
            "INPUTS=a,b\nA_PATHS=/a\nB_PATHS=/b\nPARSER=csv\nA_COLUMNS=a,b:int\nB_PARSER=regex"
                + "\nB_PATTERN=(?P<a>x{5})\nSEPARATOR=;",
            "PATHZ=/x\nPORT=tcp://1.2.3.4:5\nSTATUS_ADDRESS=[::]:1\nFIELDS==\nLOG_LEVEL=loud",
            "PATHS=/x\nONLY_IF=level>=warn && !(path~\"^/h\")\nTRANSFORM=rename a=b; drop c in (1, x)\nREDACT=email,card"
                + "\nREDACT_PATTERNS=a=x+\nREDACT_WITH=hash\nREDACT_KEY=k\nMULTILINE=start\nMULTILINE_PATTERN=^\\d",
            "DRAIN_TIMEOUT=1h30m\nBUFFER_MEMORY=99999999999999999999GiB\nSTATE_DIR=\u0001")
        .map(text -> text.getBytes(UTF_8));
  }
}
