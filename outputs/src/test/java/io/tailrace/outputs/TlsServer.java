package io.tailrace.outputs;

import java.util.List;

/** A server of some kind that keeps what it is sent. */
public interface TlsServer extends AutoCloseable {
  int port();

  /** All it has, in the order it came. */
  List<String> lines();

  /** How many requests it has seen, of any kind. */
  int requestCount();

  @Override
  void close();
}
