package io.sluice.runtime.http1;

import io.sluice.api.Headers;
import io.sluice.runtime.exchange.BodyStream;
import io.sluice.runtime.exchange.SliceInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Function;

/**
 * The content of one message, read from its connection's buffer as it arrives.
 *
 * <p>One thread reads; whether the end was seen may be asked by any.
 */
public final class ContentStream implements BodyStream {

  private final InputBuffer input;
  private final BodyDecoder decoder;
  private final long length;
  private final Function<Http1Exception, ? extends IOException> blame;
  private final InputStream stream = new SliceInputStream(this);
  private volatile boolean finished;

  /**
   * The content that follows a head.
   *
   * @param input the connection's buffer, just behind the head
   * @param framing how the content ends
   * @param blame makes the exception that readers get when the framing is broken
   * @throws Http1Exception if the length is known and beyond the limit
   */
  public ContentStream(
      InputBuffer input,
      BodyFraming framing,
      Http1Limits limits,
      Function<Http1Exception, ? extends IOException> blame) {
    this.input = input;
    this.decoder = BodyDecoder.of(framing, limits);
    this.length =
        switch (framing) {
          case BodyFraming.None() -> 0;
          case BodyFraming.Sized(long sized) -> sized;
          case BodyFraming.Chunked(), BodyFraming.UntilClose() -> UNKNOWN_LENGTH;
        };
    this.blame = blame;
    this.finished = decoder.finished();
  }

  /** From here on it may be so long; what is longer is refused when it comes. */
  public void limitTo(long bytes) {
    decoder.limitTo(bytes);
  }

  @Override
  public boolean next() throws IOException {
    while (!decoder.finished()) {
      if (input.isEmpty() && !fill()) {
        return false;
      }
      if (decode()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean poll() throws IOException {
    while (!decoder.finished() && !input.isEmpty()) {
      if (decode()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public byte[] array() {
    return input.array();
  }

  @Override
  public int offset() {
    return decoder.contentStart();
  }

  @Override
  public int count() {
    return decoder.contentEnd() - decoder.contentStart();
  }

  @Override
  public boolean isFinished() {
    return finished;
  }

  /** How many bytes of content were taken out of the connection so far. */
  public long taken() {
    return decoder.taken();
  }

  @Override
  public boolean isUntouched() {
    return taken() == 0;
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
    return decoder.trailers();
  }

  /**
   * Takes the next piece out of the buffer, and with it the message's end if that is here; true if
   * the piece is not empty.
   */
  private boolean decode() throws IOException {
    try {
      input.consumeTo(decoder.decode(input.array(), input.start(), input.end()));
      noteEnd();
      return decoder.contentEnd() > decoder.contentStart();
    } catch (Http1Exception e) {
      throw blame.apply(e);
    }
  }

  private void noteEnd() {
    if (decoder.finished()) {
      finished = true;
    }
  }

  private boolean fill() throws IOException {
    if (input.fill()) {
      return true;
    }
    try {
      decoder.closed();
      noteEnd();
      return false;
    } catch (Http1Exception e) {
      throw blame.apply(e);
    }
  }
}
