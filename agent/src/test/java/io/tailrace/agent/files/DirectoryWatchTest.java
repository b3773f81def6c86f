package io.tailrace.agent.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.agent.files.DirectoryWatch.Changes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryWatchTest {
  @TempDir Path volume;

  @Test
  void directoryThatIsGoneAgainDoesNotKeepOthersFromBeingWatched() throws IOException {
    Path there = Files.createDirectory(volume.resolve("there"));
    try (DirectoryWatch watch = DirectoryWatch.open(Thread.currentThread())) {
      boolean news = watch.watch(new LinkedHashSet<>(List.of(volume.resolve("gone"), there)));
      Files.writeString(there.resolve("a.log"), "a\n");
      Changes changes = watch.await(TimeUnit.SECONDS.toNanos(20));

      assertThat(news).isTrue();
      assertThat(changes.others()).isTrue();
      assertThat(watch.watch(Set.of(there))).isFalse();
    }
  }
}
