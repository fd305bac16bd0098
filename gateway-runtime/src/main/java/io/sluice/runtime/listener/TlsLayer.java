package io.sluice.runtime.listener;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.socket.HelidonSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * TLS 1.2 (RFC 5246) or 1.3 (RFC 8446) over a client's socket, through the JDK's engine.
 *
 * <p>One thread reads; the engine turns to another peer's wishes, such as a new key, in the reading
 * thread, too. Records go out in the order in which the engine made them, so making and writing one
 * is one step under {@link #writing}. Whoever waits for that lock waits for a socket write, which
 * the write deadline ends.
 *
 * <p>At most one record and one read of the socket are held in each direction; between requests
 * nothing is held.
 */
final class TlsLayer implements SocketLayer {

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  /** How many records may come in a row that carry nothing for HTTP. */
  private static final int MOST_EMPTY_RECORDS = 32;

  private static final byte[] NOT_TLS =
      """
      HTTP/1.1 400 Bad Request\r
      Content-Type: text/plain\r
      Content-Length: 27\r
      Connection: close\r
      \r
      this port takes https only
      """
          .getBytes(StandardCharsets.US_ASCII);

  private final HelidonSocket socket;
  private final SSLEngine engine;
  private final Lock writing = new ReentrantLock();

  private String certificateName = "";

  /** Whether the client closed its side of the socket. */
  private boolean ended;

  /** What came and was not decrypted yet. */
  private ByteBuffer arrived = NOTHING;

  /** Where a record is decrypted. */
  private ByteBuffer content = NOTHING;

  /** Where a record is encrypted; under {@link #writing}. */
  private ByteBuffer outgoing = NOTHING;

  TlsLayer(HelidonSocket socket, SSLEngine engine) {
    this.socket = socket;
    this.engine = engine;
  }

  @Override
  public String scheme() {
    return "https";
  }

  /** The protocol that was agreed upon (ALPN, RFC 7301), or empty. */
  String protocol() {
    return engine.getApplicationProtocol();
  }

  @Override
  public String certificateName() {
    return certificateName;
  }

  @Override
  public void open() throws IOException {
    if (!fill()) {
      throw new IOException("closed before the TLS handshake");
    }
    byte first = arrived.get(arrived.position());
    if (first >= 'A' && first <= 'Z') {
      socket.write(BufferData.create(NOT_TLS));
      throw new SSLException("plain HTTP where TLS is expected");
    }
    try {
      handshake();
      certificateName = shownName();
    } catch (SSLException e) {
      sendAlert(e);
      throw e;
    }
  }

  private String shownName() throws SSLException {
    return engine.getNeedClientAuth()
            && engine.getSession().getPeerCertificates()[0] instanceof X509Certificate certificate
        ? CertificateName.of(certificate)
        : "";
  }

  /** Lets the client know why it ends, if the engine has an alert for that. */
  private void sendAlert(SSLException cause) {
    try {
      send(NOTHING);
    } catch (SSLException | UncheckedIOException e) {
      cause.addSuppressed(e);
    }
  }

  private void handshake() throws IOException {
    engine.beginHandshake();
    HandshakeStatus status = engine.getHandshakeStatus();
    while (status != HandshakeStatus.NOT_HANDSHAKING) {
      switch (status) {
        case NEED_TASK -> runTasks();
        case NEED_WRAP -> send(NOTHING);
        case NEED_UNWRAP, NEED_UNWRAP_AGAIN, FINISHED, NOT_HANDSHAKING -> receive();
      }
      boolean closed = engine.isInboundDone() || engine.isOutboundDone();
      if (ended || (closed && status != HandshakeStatus.NEED_TASK)) {
        throw new IOException("closed in the TLS handshake");
      }
      status = engine.getHandshakeStatus();
    }
  }

  private void runTasks() {
    for (Runnable task = engine.getDelegatedTask();
        task != null;
        task = engine.getDelegatedTask()) {
      task.run();
    }
  }

  @Override
  public byte @Nullable [] read() {
    try {
      for (int empty = 0; empty < MOST_EMPTY_RECORDS; empty++) {
        SSLEngineResult result = receive();
        if (result.getStatus() == Status.CLOSED) {
          return null;
        }
        if (result.bytesProduced() > 0) {
          return Arrays.copyOf(content.array(), result.bytesProduced());
        }
        attend(result.getHandshakeStatus());
      }
      throw new SSLException("too many records without content");
    } catch (SSLException e) {
      sendAlert(e);
      throw new UncheckedIOException(e);
    }
  }

  /** Does what a record without content asked for. */
  private void attend(HandshakeStatus status) throws SSLException {
    switch (status) {
      case NEED_WRAP -> send(NOTHING);
      case NEED_TASK, NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
        engine.closeOutbound();
        throw new SSLException("renegotiation is refused");
      }
      case FINISHED, NOT_HANDSHAKING -> {}
    }
  }

  /** Waits for a record and decrypts it to the begin of {@link #content}. */
  private SSLEngineResult receive() throws SSLException {
    content.clear();
    SSLEngineResult result = engine.unwrap(arrived, content);
    while (result.getStatus() == Status.BUFFER_UNDERFLOW
        || result.getStatus() == Status.BUFFER_OVERFLOW) {
      if (result.getStatus() == Status.BUFFER_OVERFLOW) {
        content = ByteBuffer.allocate(recordBytes());
      } else if (!fill()) {
        return new SSLEngineResult(Status.CLOSED, result.getHandshakeStatus(), 0, 0);
      }
      result = engine.unwrap(arrived, content);
    }
    return result;
  }

  /** Waits for more bytes behind those that arrived; false if the client sends no more. */
  private boolean fill() {
    byte[] bytes = socket.get();
    if (bytes == null) {
      ended = true;
      return false;
    }
    int unused = arrived.remaining();
    if (unused == 0 && arrived.capacity() <= bytes.length) {
      arrived = ByteBuffer.wrap(bytes);
      return true;
    }
    if (arrived.capacity() - unused < bytes.length) {
      ByteBuffer larger = ByteBuffer.allocate(recordBytes() + bytes.length);
      arrived = larger.put(arrived);
    } else {
      arrived.compact();
    }
    arrived.put(bytes).flip();
    return true;
  }

  private int recordBytes() {
    return engine.getSession().getPacketBufferSize();
  }

  @Override
  public void write(byte[] bytes, int from, int to) {
    try {
      send(ByteBuffer.wrap(bytes, from, to - from));
    } catch (SSLException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Encrypts and writes what the engine has to say, and then this. */
  private void send(ByteBuffer bytes) throws SSLException {
    writing.lock();
    try {
      boolean more = true;
      while (more) {
        more = sendRecord(bytes);
      }
    } finally {
      writing.unlock();
    }
  }

  /** Sends one record; true if another is to follow. */
  private boolean sendRecord(ByteBuffer bytes) throws SSLException {
    if (outgoing.capacity() < recordBytes()) {
      outgoing = ByteBuffer.allocate(recordBytes());
    }
    SSLEngineResult result = engine.wrap(bytes, outgoing.clear());
    if (outgoing.position() > 0) {
      socket.write(BufferData.create(outgoing.array(), 0, outgoing.position()));
    }
    if (result.getStatus() == Status.BUFFER_OVERFLOW) {
      return true;
    }
    if (result.getStatus() == Status.CLOSED) {
      if (bytes.hasRemaining()) {
        throw new SSLException("closed for writing");
      }
      return false;
    }
    boolean idle = result.bytesConsumed() == 0 && result.bytesProduced() == 0;
    if (idle && result.getHandshakeStatus() != HandshakeStatus.FINISHED) {
      if (bytes.hasRemaining()) {
        throw new SSLException("nothing can be written now");
      }
      return false;
    }
    return bytes.hasRemaining() || result.getHandshakeStatus() == HandshakeStatus.NEED_WRAP;
  }

  @Override
  public void end() {
    engine.closeOutbound();
    try {
      send(NOTHING);
    } catch (SSLException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void release() {
    content = NOTHING;
    if (!arrived.hasRemaining()) {
      arrived = NOTHING;
    }
    if (writing.tryLock()) {
      outgoing = NOTHING;
      writing.unlock();
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
