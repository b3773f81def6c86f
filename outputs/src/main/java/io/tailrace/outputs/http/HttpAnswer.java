package io.tailrace.outputs.http;

/** What came of one request. */
public sealed interface HttpAnswer<T> {
  /** The server answered, with whatever status. */
  record Answered<T>(T value) implements HttpAnswer<T> {}

  /**
   * It did not, or not to the end: whether it acted on the request is not known.
   *
   * @param reason one line for people, without secrets
   */
  record Failed<T>(String reason) implements HttpAnswer<T> {}
}
