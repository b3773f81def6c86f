package io.tailrace.parsers;

/**
 * What a container runtime wraps around the lines an application writes to its standard streams.
 */
public enum Framing {
  /** Each line is looked at: CRI, Docker or bare. */
  AUTO,
  /** Lines are as the application wrote them. */
  NONE,
  /** Kubernetes' CRI: {@code 2026-01-01T00:00:00.000000000Z stdout F payload}. */
  CRI,
  /** Docker's json-file: <code>{"log":"payload\n","stream":"stdout","time":"…"}</code>. */
  DOCKER
}
