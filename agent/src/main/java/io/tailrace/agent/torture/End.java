package io.tailrace.agent.torture;

import java.util.List;

/** How an agent's life ends. */
enum End {
  /** With SIGKILL. */
  KILL,
  /** With SIGTERM, and it is waited for. */
  TERMINATE,
  /** With SIGTERM, and SIGKILL while it drains. */
  TERMINATE_THEN_KILL,
  /** With SIGKILL, and a copy of its checkpoint is spoilt. */
  KILL_AND_SPOIL;

  static final List<End> MIXTURE =
      List.of(
          KILL,
          KILL,
          KILL,
          KILL,
          KILL,
          KILL,
          KILL,
          KILL,
          KILL,
          KILL,
          TERMINATE,
          TERMINATE_THEN_KILL,
          KILL_AND_SPOIL);
}
