package io.sluice.runtime.listener;

import io.sluice.api.Headers;
import io.sluice.api.Response;
import io.sluice.runtime.exchange.BodyStream;
import io.sluice.runtime.exchange.FieldList;
import io.sluice.runtime.http1.BodyFraming;
import io.sluice.runtime.http1.ChunkWriter;
import io.sluice.runtime.http1.ConnectionOptions;
import io.sluice.runtime.http1.HeadWriter;
import io.sluice.runtime.http1.OutBuffer;
import java.io.IOException;

/**
 * Writes answers to one client, each as its body arrives: what is here goes out in one write, and
 * nothing waits for more to come. Of the request's thread.
 */
final class ResponseWriter {

  /** Pieces up to this size are copied behind each other to save a write. */
  private static final int GATHERED_BYTES = 16 * 1024;

  private final ClientWire wire;
  private final OutBuffer out;
  private final HeadWriter head;
  private final ChunkWriter chunks;
  private boolean begun;
  private boolean whole;
  private long contentBytes;

  ResponseWriter(ClientWire wire, OutBuffer out) {
    this.wire = wire;
    this.out = out;
    this.head = new HeadWriter(out);
    this.chunks = new ChunkWriter(out);
  }

  /** Makes ready for the answer to another request. */
  void reset() {
    begun = false;
    whole = false;
    contentBytes = 0;
  }

  /** Gives up what is not needed until the next request. */
  void release() {
    out.release();
  }

  /** Whether the final answer went out to its last byte. */
  boolean isWhole() {
    return whole;
  }

  /** How many bytes of content were written, or are about to be. */
  long contentBytes() {
    return contentBytes;
  }

  /** Whether any byte of the final answer went out, so that no other can take its place. */
  boolean isBegun() {
    return begun;
  }

  /** Sends an interim answer. */
  void interim(int status, Headers fields) throws IOException {
    out.clear();
    head.response(status).responseFields(FieldList.copyOf(fields), false).end();
    flush();
    begun = false;
  }

  /**
   * Sends an answer, to its last byte.
   *
   * @param method the method of the request
   * @param http11 whether the client understands chunks
   * @param keepAlive whether another request may follow
   */
  void write(Response response, BodyStream body, String method, boolean http11, boolean keepAlive)
      throws IOException {
    boolean bodiless = hasNoContent(method, response.status());
    BodyFraming framing = bodiless ? BodyFraming.none() : framing(body, http11);
    out.clear();
    head.response(response.status())
        .responseFields(
            FieldList.copyOf(response.headers()), method.equals("HEAD") || response.status() == 304)
        .framing(framing)
        .connection(keepAlive ? ConnectionOptions.KEEP : ConnectionOptions.CLOSE)
        .end();
    if (bodiless) {
      flush();
    } else {
      content(body, framing.equals(BodyFraming.chunked()));
    }
    whole = true;
  }

  /** Sends a 101, after which the connection speaks that protocol. */
  void switchTo(String protocol, Headers fields) throws IOException {
    out.clear();
    head.response(101)
        .responseFields(FieldList.copyOf(fields), false)
        .connection(new ConnectionOptions(true, protocol, false))
        .end();
    flush();
    whole = true;
  }

  private static boolean hasNoContent(String method, int status) {
    return method.equals("HEAD") || status == 204 || status == 304;
  }

  private static BodyFraming framing(BodyStream body, boolean http11) {
    if (body.length() >= 0) {
      return BodyFraming.sized(body.length());
    }
    return http11 ? BodyFraming.chunked() : BodyFraming.untilClose();
  }

  private void content(BodyStream body, boolean chunked) throws IOException {
    while (!body.isFinished()) {
      if (!body.poll()) {
        if (body.isFinished()) {
          break;
        }
        flush();
        if (!body.next()) {
          break;
        }
      }
      piece(body, chunked);
    }
    if (chunked) {
      chunks.last(FieldList.copyOf(body.trailers()));
    }
    flush();
  }

  private void piece(BodyStream body, boolean chunked) throws IOException {
    contentBytes += body.count();
    if (out.length() > 0 && out.length() + body.count() > GATHERED_BYTES) {
      flush();
    }
    if (chunked) {
      chunks.chunk(body.array(), body.offset(), body.offset() + body.count());
    } else if (body.count() > GATHERED_BYTES) {
      send(body.array(), body.offset(), body.offset() + body.count());
    } else {
      out.put(body.array(), body.offset(), body.offset() + body.count());
    }
  }

  private void flush() throws IOException {
    if (out.length() > 0) {
      send(out.array(), 0, out.length());
      out.clear();
    }
  }

  private void send(byte[] bytes, int from, int to) throws IOException {
    begun = true;
    wire.write(bytes, from, to);
  }
}
