package io.tailrace.outputs.console;

import io.tailrace.outputs.Batch;
import io.tailrace.outputs.Delivery;
import io.tailrace.outputs.Encoder;
import io.tailrace.outputs.Output;
import io.tailrace.outputs.Reachability;
import io.tailrace.outputs.Selection;
import io.tailrace.outputs.Source;
import java.io.IOException;
import java.io.OutputStream;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Records as lines on standard output.
 *
 * <p>One batch at a time, so that the lines of a file stay in order; {@code afterFailure} is handed
 * from one shipping thread to the next together with the turn.
 */
public final class StdoutOutput implements Output {
  /** What the system and the JDK say when nobody reads any more, and nobody ever will. */
  private static final Set<String> CLOSED =
      Set.of("Broken pipe", "Bad file descriptor", "Stream Closed");

  private final String name;
  private final OutputStream out;
  private final Supplier<Encoder> encoders;

  /** The last write failed at an unknown byte, so that the last line may lack its end. */
  private volatile boolean afterFailure;

  private StdoutOutput(String name, OutputStream out, Supplier<Encoder> encoders) {
    this.name = name;
    this.out = out;
    this.encoders = encoders;
  }

  /**
   * One JSON object per line.
   *
   * @param out not a {@link java.io.PrintStream}, which keeps its errors to itself; not closed
   */
  public static StdoutOutput ndjson(String name, OutputStream out) {
    return new StdoutOutput(name, out, NdjsonEncoder::new);
  }

  /**
   * Lines for people.
   *
   * @param out not a {@link java.io.PrintStream}, which keeps its errors to itself; not closed
   * @param zone in which times are shown
   * @param colour whether the terminal understands colours
   */
  public static StdoutOutput pretty(String name, OutputStream out, ZoneId zone, boolean colour) {
    return new StdoutOutput(name, out, () -> new PrettyEncoder(zone, colour));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Encoder newEncoder() {
    return encoders.get();
  }

  @Override
  public int maxInFlight() {
    return 1;
  }

  @Override
  public Delivery send(Selection selection) {
    try {
      if (afterFailure) {
        out.write('\n');
      }
      afterFailure = true;
      Runs.write(selection, out::write);
      out.flush();
      afterFailure = false;
      return new Delivery.Delivered();
    } catch (IOException e) {
      String message = String.valueOf(e.getMessage());
      return CLOSED.contains(message)
          ? new Delivery.Blocked("stdout is closed")
          : new Delivery.TryAgain(Optional.empty(), "stdout: " + message);
    }
  }

  @Override
  public Reachability reach() {
    return new Reachability.Reached("standard output");
  }

  /** Never asked for: standard output refuses no record. */
  @Override
  public String deadLetter(Batch batch, int record) {
    throw new IllegalStateException("standard output refuses no record");
  }

  @Override
  public void revive(String deadLetter, Source source, long offset, Batch batch) {
    throw new IllegalArgumentException("standard output refuses no record");
  }

  /** Standard output belongs to the process. */
  @Override
  public void close() {}
}
