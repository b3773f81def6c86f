package io.tailrace.agent.pipeline;

import io.tailrace.agent.pipeline.Cursor.FlushLevel;
import io.tailrace.parsers.EventReader.Flush;

/** What is known of the end of a chunk, and so what is to be made of what is unfinished there. */
enum ChunkEnd {
  /** More of the file may belong to its last event. */
  OPEN(Flush.NOTHING, false),
  /** Nothing has followed for a while. */
  QUIET(Flush.COMPLETE_LINES, true),
  /** Nothing has followed for long. */
  ABANDONED(Flush.EVERYTHING, true),
  /** Its last event ends here, for it was shipped so before the agent was restarted. */
  CUT(Flush.EVERYTHING, false);

  private final Flush flush;
  private final boolean timed;

  ChunkEnd(Flush flush, boolean timed) {
    this.flush = flush;
    this.timed = timed;
  }

  static ChunkEnd of(FlushLevel due) {
    return switch (due) {
      case NOTHING -> OPEN;
      case COMPLETE_LINES -> QUIET;
      case EVERYTHING -> ABANDONED;
    };
  }

  Flush flush() {
    return flush;
  }

  /** Whether where its last event ends is owed to the clock rather than to the file's content. */
  boolean isTimed() {
    return timed;
  }
}
