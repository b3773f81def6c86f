package io.tailrace.outputs.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BufferedSocketsTest {
  @Test
  void theLastPieceOfARequestDoesNotWaitForAnAcknowledgement() throws Exception {
    try (var socket = new BufferedSockets().createSocket()) {
      assertThat(socket.getTcpNoDelay()).isTrue();
    }
  }
}
