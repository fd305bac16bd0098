package io.sluice.runtime.tunnel;

import java.io.IOException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a tunnel. One thread reads and passes on; another may want to say farewell.
 *
 * <p>Whoever writes holds the lock, so that a farewell stands between two frames. Who waits for it
 * waits for a socket write, whose own bound ends that.
 */
final class Flow {

  private final TunnelEnd from;
  private final TunnelEnd to;
  private final Lock writing = new ReentrantLock();

  /** Under {@link #writing}, as the rest. */
  private final Frames frames = new Frames();

  /** The gateway's own Close frame, which waits for the end of a frame; set before it is said. */
  private volatile byte @Nullable [] farewell;

  private volatile boolean over;
  private volatile boolean closed;

  Flow(TunnelEnd from, TunnelEnd to) {
    this.from = from;
    this.to = to;
  }

  /** Waits for bytes; null if no more come. */
  byte @Nullable [] read() throws IOException {
    return from.read();
  }

  /** Passes them on, or throws them away once nothing may follow what was written. */
  void pass(byte[] bytes) throws IOException {
    writing.lock();
    try {
      sayFarewell();
      int end =
          over || farewell == null ? passAll(bytes) : frames.passFrame(bytes, 0, bytes.length);
      if (!over) {
        to.write(bytes, 0, end);
        sayFarewell();
      }
      frames.pass(bytes, end, bytes.length);
      closed = frames.isClosed();
    } finally {
      writing.unlock();
    }
  }

  private int passAll(byte[] bytes) {
    frames.pass(bytes, 0, bytes.length);
    return bytes.length;
  }

  /** From now on this Close frame goes before any frame that has not begun; does not wait. */
  void prepareFarewell(byte[] closeFrame) {
    farewell = closeFrame;
  }

  /** Sends the Close frame that was prepared unless a frame is under way, whose end says it. */
  void end() throws IOException {
    writing.lock();
    try {
      sayFarewell();
    } finally {
      writing.unlock();
    }
  }

  private void sayFarewell() throws IOException {
    byte[] frame = farewell;
    if (frame == null || over || !frames.atBoundary()) {
      return;
    }
    over = true;
    if (!frames.isClosed()) {
      to.write(frame, 0, frame.length);
    }
  }

  /** Passes on that nothing more comes. */
  void endOutput() throws IOException {
    writing.lock();
    try {
      over = true;
      to.endOutput();
    } finally {
      writing.unlock();
    }
  }

  /** Whether nothing more is written. */
  boolean isOver() {
    return over;
  }

  /** Whether a Close frame of the sender has come. */
  boolean isClosed() {
    return closed;
  }
}
