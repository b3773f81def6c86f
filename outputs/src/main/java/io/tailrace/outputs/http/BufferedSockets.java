package io.tailrace.outputs.http;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Makes sockets that write in pieces of {@link #BUFFER_BYTES}, each at once. The HTTP client writes
 * a request's body in pieces of 8 KiB and asks for a flush at its end; each piece would be a system
 * call. And it leaves it to the kernel to hold back the last piece until the one before is
 * acknowledged, which the other side may put off for 40 ms.
 */
final class BufferedSockets extends SocketFactory {
  /** The JDK hands at most twice as much to one system call. */
  static final int BUFFER_BYTES = 64 * 1024;

  @Override
  public Socket createSocket() throws IOException {
    var socket = new BufferedSocket();
    socket.setTcpNoDelay(true);
    return socket;
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    throw connected();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort)
      throws IOException {
    throw connected();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    throw connected();
  }

  @Override
  public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
      throws IOException {
    throw connected();
  }

  private static IOException connected() {
    return new IOException("the HTTP client connects its sockets itself");
  }

  /** Used by one connection: whoever writes to it does so from one thread at a time. */
  private static final class BufferedSocket extends Socket {
    private @Nullable OutputStream out;

    @Override
    public synchronized OutputStream getOutputStream() throws IOException {
      OutputStream now = out;
      if (now == null) {
        now = new BufferedOutputStream(super.getOutputStream(), BUFFER_BYTES);
        out = now;
      }
      return now;
    }
  }
}
