package io.tailrace.outputs.ecs;

import io.tailrace.outputs.Source;
import org.jspecify.annotations.Nullable;

/**
 * The frames of the sources that were used last, found by the source's identity. Owned by one
 * pipeline's thread.
 */
final class SourceFrames {
  /** A pipeline takes turns between the files that are being written, which are seldom more. */
  private static final int MAX_FRAMES = 64;

  private final @Nullable Source[] sources = new @Nullable Source[MAX_FRAMES];
  private final @Nullable SourceFrame[] frames = new @Nullable SourceFrame[MAX_FRAMES];
  private int last;
  private int oldest;

  SourceFrame of(Source source) {
    SourceFrame frame = at(last, source);
    for (int i = 0; frame == null && i < MAX_FRAMES; i++) {
      frame = at(i, source);
    }
    return frame != null ? frame : add(source);
  }

  @SuppressWarnings("ReferenceEquality") // There is one instance for each generation and pipeline.
  private @Nullable SourceFrame at(int i, Source source) {
    if (sources[i] != source) {
      return null;
    }
    last = i;
    return frames[i];
  }

  private SourceFrame add(Source source) {
    var frame = new SourceFrame(source);
    last = oldest;
    oldest = (oldest + 1) % MAX_FRAMES;
    sources[last] = source;
    frames[last] = frame;
    return frame;
  }
}
