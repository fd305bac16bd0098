package io.sluice.runtime.listener;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

/**
 * A client that sends bytes as they are given and reads answers byte by byte, so that it sees what
 * came and nothing else. A character stands for a byte. Reads end after ten seconds.
 */
public final class RawClient implements AutoCloseable {

  private final Socket socket;
  private final InputStream in;

  /** A connection to a port of this machine. */
  public RawClient(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(10_000);
    in = new java.io.BufferedInputStream(socket.getInputStream());
  }

  /** Sends bytes. */
  public RawClient send(String text) throws IOException {
    return send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Sends bytes. */
  public RawClient send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    return this;
  }

  /** Sends bytes, unless the other side has had enough already. */
  public RawClient offer(String text) {
    try {
      send(text);
    } catch (IOException e) {
      // what was answered before is still to be read
    }
    return this;
  }

  /** Sends a head of these lines. */
  public RawClient lines(String... lines) throws IOException {
    return send(String.join("\r\n", lines) + "\r\n\r\n");
  }

  /** Says that nothing more is sent, unless the gateway has ended the connection. */
  public RawClient halfClose() {
    try {
      socket.shutdownOutput();
    } catch (IOException e) {
      // what came before is still to be read
    }
    return this;
  }

  /** Reads one answer to a request of any method but HEAD. */
  public Answer read() throws IOException {
    return read(in);
  }

  /** Reads one answer to HEAD out of a stream. */
  public static Answer readHeadOnly(InputStream in) throws IOException {
    String head = RawMessages.head(in);
    return new Answer(Integer.parseInt(head.substring(9, 12)), head, "", "");
  }

  /** Reads one answer out of a stream. */
  public static Answer read(InputStream in) throws IOException {
    String head = RawMessages.head(in);
    int status = Integer.parseInt(head.substring(9, 12));
    if (status < 200 || status == 204 || status == 304) {
      return new Answer(status, head, "", "");
    }
    if (RawMessages.isChunked(head)) {
      ByteArrayOutputStream trailers = new ByteArrayOutputStream();
      return new Answer(
          status, head, RawMessages.chunked(in, trailers), RawMessages.text(trailers));
    }
    long length = RawMessages.length(head);
    String body =
        length < 0 ? RawMessages.text(in.readAllBytes()) : RawMessages.exactly(in, length);
    return new Answer(status, head, body, "");
  }

  /** Reads a head with its empty line. */
  public String readHeadText() throws IOException {
    return RawMessages.head(in);
  }

  /** Reads exactly so many bytes. */
  public String read(int count) throws IOException {
    return RawMessages.text(in.readNBytes(count));
  }

  /** Reads a line with its end. */
  public String readLine() throws IOException {
    return RawMessages.line(in);
  }

  /** Reads all that still comes before the connection ends, in whichever way. */
  public String readUntilClose() throws IOException {
    ByteArrayOutputStream rest = new ByteArrayOutputStream();
    try {
      in.transferTo(rest);
    } catch (SocketException e) {
      // a reset ends the connection, too
    }
    return RawMessages.text(rest);
  }

  /** Reads until that is enough, the connection ends, or nothing comes for that long. */
  public String readUntil(Predicate<String> enough, int quietMillis) throws IOException {
    socket.setSoTimeout(quietMillis);
    StringBuilder text = new StringBuilder();
    byte[] buffer = new byte[8192];
    try {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        text.append(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
        if (enough.test(text.toString())) {
          break;
        }
      }
    } catch (SocketException | SocketTimeoutException e) {
      // a reset and silence are ends, too
    }
    return text.toString();
  }

  /** Ends the connection with a reset. */
  public void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /**
   * An answer.
   *
   * @param head with its empty line
   * @param trailers the lines after the last chunk
   */
  public record Answer(int status, String head, String body, String trailers) {

    /** The value of a field, or empty. */
    public String field(String name) {
      return RawMessages.field(head, name);
    }
  }
}
