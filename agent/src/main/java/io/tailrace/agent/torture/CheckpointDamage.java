package io.tailrace.agent.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Random;

/**
 * Spoils the newer copy of the agent's checkpoint, as a crash of the machine may. Never both
 * copies: that would be the loss of the state directory, which is another thing. Used by one
 * thread, while no agent runs.
 */
final class CheckpointDamage {
  private final Path newer;
  private final Path older;
  private final Random random;
  private FileTime last = FileTime.fromMillis(0);
  private int times;

  CheckpointDamage(Path stateDirectory, Random random) {
    this.newer = stateDirectory.resolve("checkpoint.json");
    this.older = stateDirectory.resolve("checkpoint.previous.json");
    this.random = random;
  }

  /** Spoils it, if the agent has written both copies since the last time. */
  void spoil() throws IOException {
    byte[] bytes;
    try {
      if (!isSince(newer) || !isSince(older)) {
        return;
      }
      bytes = Files.readAllBytes(newer);
    } catch (NoSuchFileException e) {
      // Killed between two renames: there is but one copy.
      return;
    }
    if (bytes.length > 0) {
      Files.write(newer, spoilt(bytes, random.nextInt(bytes.length)));
      last = Files.getLastModifiedTime(newer);
      times++;
    }
  }

  int times() {
    return times;
  }

  private boolean isSince(Path file) throws IOException {
    return Files.getLastModifiedTime(file).compareTo(last) > 0;
  }

  private byte[] spoilt(byte[] bytes, int at) {
    return switch (random.nextInt(4)) {
      case 0 -> new byte[0];
      case 1 -> Arrays.copyOf(bytes, at);
      case 2 -> {
        byte[] zeroed = bytes.clone();
        Arrays.fill(zeroed, at, zeroed.length, (byte) 0);
        yield zeroed;
      }
      default -> {
        byte[] flipped = bytes.clone();
        flipped[at] ^= 1;
        yield flipped;
      }
    };
  }
}
