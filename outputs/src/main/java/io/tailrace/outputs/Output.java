package io.tailrace.outputs;

/**
 * One destination. {@link #send} is called by up to {@link #maxInFlight} threads at once and makes
 * exactly one attempt; everything else about delivery is the {@link Shipper}'s.
 */
public interface Output extends AutoCloseable {
  /** The name in {@code TAILRACE_OUTPUTS}. */
  String name();

  /** A new encoder for one pipeline. */
  Encoder newEncoder();

  /** How many batches may be under way at once; 1 where order on arrival matters. */
  int maxInFlight();

  /**
   * Does beforehand what the first {@link #send} would do first: called once, while the first files
   * are still being read. Whatever stands in the way is left to {@code send} to say.
   *
   * @throws InterruptedException when the agent is ending
   */
  default void prepare() throws InterruptedException {}

  /**
   * Sends the selected records once and classifies the answer. Expected trouble (refused, reset,
   * timed out, any status) is a {@link Delivery}, not an exception.
   *
   * @throws InterruptedException when the agent is ending; nothing is known then
   */
  Delivery send(Selection selection) throws InterruptedException;

  /** Looks whether the destination can be reached and would take records; sends none. */
  Reachability reach() throws InterruptedException;

  /**
   * What a person, and {@code tailrace replay}, need of a record that was refused: a JSON object on
   * one line.
   */
  String deadLetter(Batch batch, int record);

  /**
   * Appends what {@link #deadLetter} made of a record to a batch, to be sent once more: under the
   * same id, or with the same time and labels.
   *
   * @throws IllegalArgumentException when it is nothing that {@link #deadLetter} makes, which the
   *     message says; nothing is appended then
   */
  void revive(String deadLetter, Source source, long offset, Batch batch);

  @Override
  void close();
}
