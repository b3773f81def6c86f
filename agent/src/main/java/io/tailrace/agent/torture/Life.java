package io.tailrace.agent.torture;

import java.util.List;

/** How long an agent lives, and what happens meanwhile. */
enum Life {
  /** It ends when it has hardly started. */
  NONE,
  /** It ends within moments after it began to read. */
  MOMENTS,
  /** It ends within seconds after it began to ship. */
  SECONDS,
  LONG,
  /** A log is removed that it has open and cannot ship just then. */
  UNLINK,
  /** A log is removed and made anew. */
  RECREATE;

  /** Mostly short: it is at its start that an agent can make the most mistakes. */
  static final List<Life> MIXTURE =
      List.of(NONE, NONE, MOMENTS, MOMENTS, MOMENTS, SECONDS, SECONDS, LONG, UNLINK, RECREATE);
}
