package io.tailrace.agent.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tailrace.agent.replay.LetterLines.Line;
import io.tailrace.agent.state.DeadLetterLine;
import io.tailrace.agent.state.SetAside;
import io.tailrace.outputs.Batch;
import io.tailrace.outputs.Output;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends one output's dead letters again. Each file is read from its start while another is written
 * with what is to stay; that takes its place when it is complete and on disk. So a replay that is
 * killed has removed nothing of that file, and what it had delivered is sent once more.
 *
 * <p>Bounded: one batch and one line are in memory. Used by one thread.
 */
public final class Replay {
  private static final int BATCH_BYTES = 1 << 20;

  /** So that even letters of as many Loki streams find room in one output, with its defaults. */
  private static final int BATCH_LETTERS = 500;

  /** Enough to see what is wrong with a file that is wrong altogether. */
  private static final int MAX_NOTES = 20;

  private final Supplier<Output> outputs;
  private final InstantSource clock;
  private final long deadlineNanos;
  private final Consumer<String> notes;
  private int noteCount;

  /**
   * @param outputs makes the output anew, for each batch
   * @param deadlineNanos on {@link System#nanoTime}'s scale; what is not settled then stays
   * @param notes is told of each line that is no dead letter
   */
  public Replay(
      Supplier<Output> outputs, InstantSource clock, long deadlineNanos, Consumer<String> notes) {
    this.outputs = outputs;
    this.clock = clock;
    this.deadlineNanos = deadlineNanos;
    this.notes = notes;
  }

  /** Sends what is in a file that is set aside, and leaves in it what stays. */
  public Tally send(SetAside aside, SetAside.Taken file) throws IOException, InterruptedException {
    noteCount = 0;
    Tally sum = Tally.NONE;
    try (LetterLines lines = LetterLines.open(file.path());
        FileChannel rest = aside.openNext(file.path())) {
      boolean more = true;
      while (more) {
        Load load = load(file.name(), lines, rest);
        sum = sum.plus(load.malformed()).plus(send(load, lines, rest));
        more = load.more();
      }
      rest.force(true);
    }
    aside.replace(file.path());
    return sum;
  }

  /**
   * As many letters as go at once.
   *
   * @param lines of the batch's records, in its order
   * @param more whether the file goes on
   */
  private record Load(
      Output output, Batch batch, List<Line> lines, Tally malformed, boolean more) {}

  private Load load(String name, LetterLines lines, FileChannel rest) throws IOException {
    Output output = outputs.get();
    Batch batch = new Batch(BATCH_BYTES);
    List<Line> loaded = new ArrayList<>();
    long malformed = 0;
    @Nullable Line line = null;
    while (!batch.isFull() && batch.count() + malformed < BATCH_LETTERS) {
      line = lines.next();
      if (line == null) {
        break;
      }
      try {
        add(line, output, batch);
        loaded.add(line);
      } catch (IllegalArgumentException e) {
        malformed++;
        note(name, line, e);
        keep(line, lines, rest);
      }
    }
    return new Load(output, batch, loaded, new Tally(0, 0, malformed, 0), line != null);
  }

  private static void add(Line line, Output output, Batch batch) {
    DeadLetterLine letter = parse(line);
    output.revive(letter.body(), letter.source(), letter.offset(), batch);
  }

  private static DeadLetterLine parse(Line line) {
    byte[] text = line.text();
    if (text == null) {
      throw new IllegalArgumentException(
          "longer than any dead letter: " + (line.to() - line.from()) + " bytes");
    }
    return DeadLetterLine.parse(text);
  }

  private void note(String name, Line line, IllegalArgumentException why) {
    noteCount++;
    if (noteCount <= MAX_NOTES) {
      notes.accept("%s, line %d: %s; kept".formatted(name, line.number(), why.getMessage()));
    } else if (noteCount == MAX_NOTES + 1) {
      notes.accept(name + ": and more lines like these");
    }
  }

  private Tally send(Load load, LetterLines lines, FileChannel rest)
      throws IOException, InterruptedException {
    try (Output output = load.output()) {
      if (load.batch().isEmpty()) {
        return Tally.NONE;
      }
      var courier = new Courier(output, clock);
      boolean settled =
          deadlineNanos - System.nanoTime() > 0 && courier.send(load.batch(), deadlineNanos);
      if (!settled) {
        for (Line line : load.lines()) {
          keep(line, lines, rest);
        }
        return new Tally(0, 0, 0, load.lines().size());
      }
      return keepRefused(load, courier, rest);
    }
  }

  private static Tally keepRefused(Load load, Courier courier, FileChannel rest)
      throws IOException {
    long refused = 0;
    for (int i = 0; i < load.batch().count(); i++) {
      var letter = courier.refusal(load.batch(), i);
      if (letter.isPresent()) {
        refused++;
        write((letter.get() + "\n").getBytes(UTF_8), rest);
      }
    }
    return new Tally(load.batch().count() - refused, refused, 0, 0);
  }

  private static void keep(Line line, LetterLines lines, FileChannel rest) throws IOException {
    SetAside.copy(lines.file(), line.from(), line.to(), rest);
    write(new byte[] {'\n'}, rest);
  }

  private static void write(byte[] bytes, FileChannel file) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      file.write(buffer);
    }
  }

  /** What {@link #send} would send; changes nothing, not even a lock. */
  public Tally look(Path file) throws IOException {
    noteCount = 0;
    long unsent = 0;
    long malformed = 0;
    Output output = outputs.get();
    try (LetterLines lines = LetterLines.open(file)) {
      for (Line line = lines.next(); line != null; line = lines.next()) {
        if ((unsent + malformed) % BATCH_LETTERS == BATCH_LETTERS - 1) {
          output.close();
          output = outputs.get();
        }
        try {
          add(line, output, new Batch(1));
          unsent++;
        } catch (IllegalArgumentException e) {
          malformed++;
          note(String.valueOf(file.getFileName()), line, e);
        }
      }
    } finally {
      output.close();
    }
    return new Tally(0, 0, malformed, unsent);
  }
}
