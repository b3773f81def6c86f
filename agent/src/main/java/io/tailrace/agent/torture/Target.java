package io.tailrace.agent.torture;

import java.io.IOException;
import java.util.Map;

/** Where the agent ships, and what is known of what has arrived there. Used by one thread. */
interface Target extends AutoCloseable {
  /** For people. */
  String name();

  /** What is promised of it, for people. */
  String promise();

  /** Whether nothing may be there twice. */
  boolean once();

  /** The agent's settings that make it ship here. */
  Map<String, String> settings();

  /** What is known by now, up to the last {@link #look}. */
  Audit audit();

  /** Takes account of what can only be seen by looking. */
  void look() throws IOException;

  /** Is not to be reached until {@link #up}. */
  void down() throws IOException;

  void up() throws IOException;

  /** Behaves from now on. */
  void heal() throws IOException;

  boolean isHealed();

  /** Looks at everything there is, once no agent runs any more. */
  Audit finalAudit() throws IOException;

  /** How often it misbehaved. */
  Map<Fault, Integer> faults();

  /** How many records came again that it had, and knew that it had. */
  long again();

  @Override
  void close();
}
