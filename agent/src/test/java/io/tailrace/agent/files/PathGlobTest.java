package io.tailrace.agent.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathGlobTest {
  @ParameterizedTest
  @CsvSource({
    "/var/log/*.log, /var/log/app.log, true",
    "/var/log/*.log, /var/log/app.log.1, false",
    "/var/log/*.log, /var/log/sub/app.log, false",
    "/var/log/app?.log, /var/log/app1.log, true",
    "/var/log/*/app.log, /var/log/web/app.log, true",
    "/var/log/*/app.log, /var/log/app.log, false",
    "/var/log/**/*.log, /var/log/app.log, true",
    "/var/log/**/*.log, /var/log/a/b/c/app.log, true",
    "/var/log/**/*.log, /var/log/a/b/c/app.txt, false",
    "/var/log/**, /var/log/a/b, true",
    "/var/log/**.log, /var/log/a/b.log, true",
    "/var/log/**.log, /var/log/b.log, true",
    "/var/log/**.log, /var/log/b.txt, false",
    "/var/log/app.log, /var/log/app.log, true",
    "/var/log/app.log, /var/log/other.log, false",
    "/*.log, /app.log, true",
  })
  void meansThePathsItSays(String glob, Path path, boolean matches) {
    assertThat(PathGlob.parse(glob).matches(path)).isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "/var/log/{app,web}.log /var/log/web.log true",
        "/var/log/{app,web}/*.log /var/log/app/x.log true",
        "/var/log/{app,web}/*.log /var/log/db/x.log false",
        "/var/log/app[0-9].log /var/log/app7.log true",
        "/var/log/app[0-9].log /var/log/appx.log false",
      })
  void bracesAndBracketsMeanWhatTheyDoInAShell(String glob, Path path, boolean matches) {
    assertThat(PathGlob.parse(glob).matches(path)).isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource({
    "/var/log/*.log, /var/log",
    "/var/log/web*/app.log, /var/log",
    "/var/log/app.log, /var/log",
    "/var/log/**/x.log, /var/log",
  })
  void rootIsEverythingBeforeTheFirstWildcard(String glob, Path root) {
    assertThat(PathGlob.parse(glob).root()).isEqualTo(root);
  }

  @ParameterizedTest
  @CsvSource({
    "/var/log/*.log, /var/log, true",
    "/var/log/*.log, /var/log/sub, false",
    "/var/log/*/x/*.log, /var/log/sub, true",
    "/var/log/*/x/*.log, /var/log/sub/x, true",
    "/var/log/*/x/*.log, /var/log/sub/y, false",
    "/var/log/**/*.log, /var/log/a/b/c, true",
    "/var/log/w*/**/*.log, /var/log/x, false",
  })
  void onlyDirectoriesThatCanHoldSuchFilesAreWalked(String glob, Path directory, boolean walked) {
    assertThat(PathGlob.parse(glob).mayBeBelow(directory)).isEqualTo(walked);
  }

  @Test
  void relativePatternIsRefused() {
    assertThatThrownBy(() -> PathGlob.parse("logs/*.log"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("logs/*.log");
  }
}
