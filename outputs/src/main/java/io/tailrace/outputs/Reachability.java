package io.tailrace.outputs;

/** What {@code tailrace check} learns of a destination. */
public sealed interface Reachability {
  /** It answers: {@code Elasticsearch 9.5.3, cluster "logs"}. */
  record Reached(String what) implements Reachability {}

  /** It does not, or would refuse; the reason says what to do about it. */
  record Unreachable(String reason) implements Reachability {}
}
