package io.tailrace.agent.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * One thing that an application, a rotator, the destination or fate does. What it does depends on
 * these numbers and on what was done before, on nothing else; where it makes no sense it does
 * nothing. So any part of a list of them can be left out, and what is left still means something.
 *
 * @param file which of the files, where it is done to one
 * @param number how many lines, how long, which one
 * @param choice one of several ways to do it
 */
record Act(Kind kind, int file, int number, int choice) {
  /** What is done; how often each comes is in {@link #FREQUENCY}. */
  enum Kind {
    WRITE,
    WRITE_IN_TWO,
    ROTATE,
    ROTATE_TWICE,
    RENAME_BACK_AND_FORTH,
    COPY_AND_TRUNCATE,
    COPY_SLOWLY_AND_TRUNCATE,
    TRUNCATE_OR_REPLACE,
    REMOVE,
    REMOVE_ROTATED,
    COMPRESS_ROTATED,
    RESTART,
    KILL,
    START,
    CHECKPOINT,
    HOLD_SETTLING,
    SETTLE,
    PAUSE,
    TURNS
  }

  private static final List<Kind> FREQUENCY = new ArrayList<>();

  static {
    often(8, Kind.WRITE);
    often(8, Kind.TURNS);
    often(5, Kind.SETTLE);
    often(3, Kind.ROTATE);
    often(2, Kind.WRITE_IN_TWO);
    often(2, Kind.COPY_AND_TRUNCATE);
    often(2, Kind.HOLD_SETTLING);
    often(2, Kind.RESTART);
    often(2, Kind.KILL);
    often(2, Kind.START);
    often(2, Kind.CHECKPOINT);
    often(2, Kind.PAUSE);
    often(1, Kind.ROTATE_TWICE);
    often(1, Kind.RENAME_BACK_AND_FORTH);
    often(1, Kind.COPY_SLOWLY_AND_TRUNCATE);
    often(1, Kind.TRUNCATE_OR_REPLACE);
    often(1, Kind.REMOVE);
    often(1, Kind.REMOVE_ROTATED);
    often(1, Kind.COMPRESS_ROTATED);
  }

  private static void often(int times, Kind kind) {
    for (int i = 0; i < times; i++) {
      FREQUENCY.add(kind);
    }
  }

  /** So many of them, at random. */
  static List<Act> random(Random random, int count) {
    List<Act> acts = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      acts.add(
          new Act(
              FREQUENCY.get(random.nextInt(FREQUENCY.size())),
              random.nextInt(PipelineModel.FILES.size()),
              random.nextInt(1 << 20),
              random.nextInt(1 << 20)));
    }
    return acts;
  }

  /** A number from {@code least} to {@code most}. */
  int between(int least, int most) {
    return least + number % (most - least + 1);
  }

  /** One of so many choices, from 0 on. */
  int oneOf(int choices) {
    return choice % choices;
  }

  @Override
  public String toString() {
    return kind.name().toLowerCase(Locale.ROOT)
        + "("
        + PipelineModel.FILES.get(file)
        + " "
        + number
        + " "
        + choice
        + ")";
  }
}
