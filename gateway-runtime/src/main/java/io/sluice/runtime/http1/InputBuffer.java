package io.sluice.runtime.http1;

import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one connection that have arrived and were not used yet. Of one thread at a time.
 *
 * <p>Takes arrays over from a source that gives them away, so that its bytes are copied only where
 * a message part is spread over several. Holds no array while it is empty and was {@linkplain
 * #release() released}, so that an idle connection costs little.
 */
public final class InputBuffer {

  private static final byte[] NOTHING = new byte[0];

  private final ByteSource source;
  private final int initialBytes;
  private byte[] bytes = NOTHING;
  private int start;
  private int end;

  /** An empty buffer that reads about so many bytes at a time. */
  public InputBuffer(ByteSource source, int initialBytes) {
    this.source = source;
    this.initialBytes = initialBytes;
  }

  /** The array that holds the bytes; another one after each {@link #fill()}. */
  public byte[] array() {
    return bytes;
  }

  /** Where the unused bytes begin. */
  public int start() {
    return start;
  }

  /** Where they end. */
  public int end() {
    return end;
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return start == end;
  }

  /** Takes note that the bytes before that place were used. */
  public void consumeTo(int newStart) {
    if (newStart < start || newStart > end) {
      throw new IndexOutOfBoundsException(newStart + " is not in " + start + " to " + end);
    }
    start = newStart;
    if (start == end) {
      start = 0;
      end = 0;
    }
  }

  /**
   * Waits for more bytes and keeps those that are here.
   *
   * @return false if the peer sends no more
   */
  public boolean fill() throws IOException {
    if (isEmpty() && source.givesArrays()) {
      return adopt(source.take());
    }
    if (end == bytes.length) {
      makeRoom();
    }
    int count = source.read(bytes, end, bytes.length - end);
    if (count < 0) {
      return false;
    }
    end += count;
    return true;
  }

  private boolean adopt(byte @Nullable [] given) {
    if (given == null) {
      return false;
    }
    bytes = given;
    end = given.length;
    return true;
  }

  /** Gives the array up if there is nothing in it. */
  public void release() {
    if (isEmpty()) {
      bytes = NOTHING;
    }
  }

  private void makeRoom() {
    int unused = end - start;
    if (bytes.length < initialBytes) {
      bytes = Arrays.copyOfRange(bytes, start, start + initialBytes);
    } else if (start > bytes.length / 2) {
      System.arraycopy(bytes, start, bytes, 0, unused);
    } else {
      bytes = Arrays.copyOfRange(bytes, start, start + 2 * bytes.length);
    }
    start = 0;
    end = unused;
  }
}
