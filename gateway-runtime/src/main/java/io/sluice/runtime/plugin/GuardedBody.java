package io.sluice.runtime.plugin;

import io.sluice.api.Body;
import io.sluice.api.Headers;
import io.sluice.runtime.guard.Fault;
import java.io.IOException;
import java.io.InputStream;

/**
 * A body that a filter made. Whatever it throws becomes an {@link IOException}, and when it is
 * closed, the body in whose place it stands is closed, too. Of one thread at a time, as any body
 * is.
 */
final class GuardedBody implements Body {

  private final Body body;
  private final FilterCall run;
  private final GuardLog log;
  private final long length;
  private final InputStream stream;
  private boolean closed;

  /** Asks the body for its length and its stream, and may throw whatever that does. */
  GuardedBody(Body body, FilterCall run, GuardLog log) {
    this.body = body;
    this.run = run;
    this.log = log;
    this.length = body.length();
    this.stream = new GuardedStream(body.stream());
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public InputStream stream() {
    return stream;
  }

  @Override
  public Headers trailers() {
    try {
      return body.trailers();
    } catch (Throwable e) {
      failed(e);
      return Headers.none();
    }
  }

  /** Whether it was closed. */
  boolean isClosed() {
    return closed;
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      body.close();
    } catch (Throwable e) {
      failed(e);
    }
    if (run.closeReplaced()) {
      String leak = "put a body in the place of another and did not close that";
      log.note(run.name(), Fault.LEAK, leak, new IllegalStateException(leak));
    }
  }

  private void failed(Throwable cause) {
    log.note(run.name(), Fault.THREW, "made a body that threw " + GuardedCall.text(cause), cause);
  }

  private IOException failure(Throwable cause) {
    if (cause instanceof IOException e) {
      return e;
    }
    failed(cause);
    return new IOException("a filter's body failed", cause);
  }

  /** What the body streams. */
  private final class GuardedStream extends InputStream {

    private final InputStream in;

    private GuardedStream(InputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      try {
        return in.read();
      } catch (Throwable e) {
        throw failure(e);
      }
    }

    @Override
    public int read(byte[] into, int offset, int most) throws IOException {
      try {
        return in.read(into, offset, most);
      } catch (Throwable e) {
        throw failure(e);
      }
    }

    @Override
    public int available() throws IOException {
      try {
        return in.available();
      } catch (Throwable e) {
        throw failure(e);
      }
    }

    @Override
    public void close() throws IOException {
      try {
        in.close();
      } catch (Throwable e) {
        throw failure(e);
      }
    }
  }
}
