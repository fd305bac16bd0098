package io.sluice.runtime.listener;

import io.sluice.api.Headers;
import io.sluice.runtime.exchange.BodyStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The body of a request whose client waits for a 100 before it sends it (RFC 9110 section 10.1.1).
 * What goes on to an endpoint is invited by the endpoint; whoever reads it here as a stream, as
 * filters do, has it invited by the first read. Of one thread at a time, as any body is.
 */
final class InvitedBody implements BodyStream {

  /** Tells the client to go on. */
  @FunctionalInterface
  interface Invitation {
    void send() throws IOException;
  }

  private final BodyStream body;
  private final Invitation invitation;
  private final InputStream stream;

  InvitedBody(BodyStream body, Invitation invitation) {
    this.body = body;
    this.invitation = invitation;
    this.stream = new InvitingStream(body.stream());
  }

  @Override
  public InputStream stream() {
    return stream;
  }

  @Override
  public long length() {
    return body.length();
  }

  @Override
  public Headers trailers() {
    return body.trailers();
  }

  @Override
  public boolean next() throws IOException {
    return body.next();
  }

  @Override
  public boolean poll() throws IOException {
    return body.poll();
  }

  @Override
  public boolean isFinished() {
    return body.isFinished();
  }

  @Override
  public boolean isUntouched() {
    return body.isUntouched();
  }

  @Override
  public byte[] array() {
    return body.array();
  }

  @Override
  public int offset() {
    return body.offset();
  }

  @Override
  public int count() {
    return body.count();
  }

  @Override
  public void close() {
    body.close();
  }

  /** Invites what it reads. */
  private final class InvitingStream extends FilterInputStream {

    private boolean invited;

    private InvitingStream(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      invite();
      return super.read();
    }

    @Override
    public int read(byte[] into, int offset, int most) throws IOException {
      invite();
      return super.read(into, offset, most);
    }

    private void invite() throws IOException {
      if (!invited && !isFinished()) {
        invited = true;
        invitation.send();
      }
    }
  }
}
