package io.tailrace.parsers.transform;

import io.tailrace.parsers.SideText;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * What is done to every record once it is read, step by step, as a user writes it: {@code rename
 * usr=user.name; remove debug.*; sample 10% by trace_id}. Immutable; {@link #newStep} does it.
 *
 * <p>Those of the same text are equal.
 */
public final class Transforms {
  /** Nothing is done. */
  public static final Transforms NONE = new Transforms("", List.of());

  private final String text;
  private final List<StepSource> steps;

  private Transforms(String text, List<StepSource> steps) {
    this.text = text;
    this.steps = List.copyOf(steps);
  }

  /**
   * Reads steps, separated by semicolons or line feeds.
   *
   * @throws BadTransform if a step is wrong, saying which, where and why
   */
  public static Transforms parse(String text) throws BadTransform {
    return new Transforms(text, new StepReader(text).read());
  }

  /** Whether there is nothing to do. */
  public boolean isNothing() {
    return steps.isEmpty();
  }

  /** Whether there is a {@code remove} among them. */
  public boolean removesFields() {
    return steps.stream().anyMatch(step -> step.kind() == StepKind.REMOVE);
  }

  /**
   * The steps for one thread, which begin with what they count and remember.
   *
   * @param nanos a clock that never goes back, in nanoseconds since anything
   * @param seed unknown to those who write lines, so that they cannot make different ones count as
   *     equal
   */
  public TransformStep newStep(LongSupplier nanos, long seed) {
    StepParts parts = new StepParts(new SideText(), nanos, seed);
    return new TransformStep(steps, parts);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Transforms that && that.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** The text they were read from. */
  @Override
  public String toString() {
    return text;
  }
}
