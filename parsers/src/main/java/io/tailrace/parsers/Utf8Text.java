package io.tailrace.parsers;

import io.tailrace.parsers.EventReader.Flush;

/** The chunk itself. */
final class Utf8Text implements ChunkText {
  private byte[] chunk = {};
  private int from;
  private int to;

  @Override
  public void start(byte[] chunk, int from, int to, ChunkPlace place, Flush flush) {
    this.chunk = chunk;
    this.from = from;
    this.to = to;
  }

  @Override
  public byte[] bytes() {
    return chunk;
  }

  @Override
  public int from() {
    return from;
  }

  @Override
  public int to() {
    return to;
  }

  @Override
  public int inChunk(int index) {
    return index;
  }
}
