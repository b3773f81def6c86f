package io.tailrace.agent.state;

import io.tailrace.outputs.DeadLetters.DeadLetter;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;

/**
 * Which records an earlier run has kept a letter of. Between a letter and the checkpoint that
 * covers its record there is a moment; who is killed in it has the record refused again, and must
 * not keep it twice.
 *
 * <p>Known by generation and offset, as the record's id is made of nothing else. Bounded: of what
 * the files end with, {@link #TAIL_BYTES} are read and {@link #MAX_LETTERS} are remembered. Owned
 * by whoever has the turn at the files.
 */
final class KeptLetters {
  /**
   * What is not covered by a checkpoint is at most the batches in flight and a second of letters,
   * each of them forced to disk. Of 5 MiB of records that are all refused, with what a letter says
   * besides, this is twice as much.
   */
  static final long TAIL_BYTES = 16L << 20;

  /** As many as that are of some 300 bytes; they take 4 MB. */
  private static final int MAX_LETTERS = 50_000;

  private static final int BUFFER_BYTES = 64 * 1024;

  private record Id(String generation, long offset) {}

  /** A file, and from which byte on it is read. */
  private record Tail(Path file, long from) {}

  private final SequencedSet<Id> ids = new LinkedHashSet<>();

  /** One text for all letters of a generation. */
  private final Map<String, String> generations = new HashMap<>();

  private KeptLetters() {}

  /**
   * Reads what the files end with, and has it on disk: who was killed had perhaps not come to that,
   * and its letters are relied on from now on.
   *
   * @param files the oldest first
   */
  static KeptLetters read(List<Path> files, long tailBytes) throws IOException {
    var kept = new KeptLetters();
    for (Tail tail : tails(files, tailBytes)) {
      kept.read(tail);
    }
    kept.generations.clear();
    return kept;
  }

  private static Deque<Tail> tails(List<Path> files, long tailBytes) throws IOException {
    var tails = new ArrayDeque<Tail>();
    long left = tailBytes;
    for (Path file : files.reversed()) {
      if (left > 0) {
        long size = Files.size(file);
        tails.push(new Tail(file, Math.max(0, size - left)));
        left -= size;
      }
    }
    return tails;
  }

  private void read(Tail tail) throws IOException {
    try (FileChannel file = FileChannel.open(tail.file(), LinkOption.NOFOLLOW_LINKS)) {
      file.force(true);
      file.position(tail.from());
      InputStream in = new BufferedInputStream(Channels.newInputStream(file), BUFFER_BYTES);
      boolean isWhole = tail.from() == 0;
      var line = new ByteArrayOutputStream(1024);
      for (int b = in.read(); b >= 0; b = in.read()) {
        if (b != '\n') {
          line.write(b);
          continue;
        }
        if (isWhole) {
          remember(line.toByteArray());
        }
        isWhole = true;
        line.reset();
      }
    }
  }

  /** What is no letter was cut short by a kill, or is of somebody else's making. */
  private void remember(byte[] line) {
    DeadLetterLine letter;
    try {
      letter = DeadLetterLine.parse(line);
    } catch (IllegalArgumentException e) {
      return;
    }
    String generation = letter.source().generation();
    ids.add(new Id(generations.computeIfAbsent(generation, same -> same), letter.offset()));
    if (ids.size() > MAX_LETTERS) {
      ids.removeFirst();
    }
  }

  /** Whether the record of this letter has one already. */
  boolean has(DeadLetter letter) {
    return ids.contains(new Id(letter.source().generation(), letter.offset()));
  }
}
