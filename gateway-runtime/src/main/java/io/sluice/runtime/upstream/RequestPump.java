package io.sluice.runtime.upstream;

import io.sluice.runtime.exchange.BodyStream;
import io.sluice.runtime.exchange.ClientException;
import io.sluice.runtime.exchange.FieldList;
import io.sluice.runtime.http1.ChunkWriter;
import io.sluice.runtime.http1.OutBuffer;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sends a request's body to its endpoint while another thread waits for the answer; so an early
 * answer, or one that streams while the body still comes, never waits for a peer that has stopped
 * reading.
 *
 * <p>If the client fails, the endpoint's connection is closed: a request that is not whole must not
 * look whole. If the endpoint stops reading, the pump stops, and the answer tells why.
 *
 * <p>Two flags decide together who watches for the answer's head: the pump sets {@code done} before
 * it reads {@code answered}, the reader sets {@code answered} before it reads {@code done}; so at
 * least one of them takes the watch off again.
 */
final class RequestPump implements Runnable {

  /** Pieces up to this size are copied together to save a write. */
  private static final int GATHERED_BYTES = 16 * 1024;

  private final EndpointConnection connection;
  private final BodyStream body;
  private final Duration idle;
  private final Duration responseHead;
  private final OutBuffer out;
  private final ChunkWriter chunks;
  private final boolean chunked;
  private volatile boolean done;
  private volatile boolean answered;
  private volatile boolean whole;
  private volatile @Nullable ClientException clientFailure;

  RequestPump(
      EndpointConnection connection, BodyStream body, Duration idle, Duration responseHead) {
    this.connection = connection;
    this.body = body;
    this.idle = idle;
    this.responseHead = responseHead;
    this.out = connection.output();
    this.chunks = new ChunkWriter(out);
    this.chunked = body.length() < 0;
  }

  @Override
  public void run() {
    try {
      send();
      whole = true;
    } catch (ClientException e) {
      clientFailure = e;
      connection.close();
    } catch (IOException e) {
      connection.writeDeadline().clear();
    } finally {
      finish();
    }
  }

  private void send() throws IOException {
    while (body.next()) {
      out.clear();
      do {
        gather();
      } while (out.length() < GATHERED_BYTES && body.poll());
      if (body.isFinished()) {
        end(body, chunked, chunks);
      }
      flush();
    }
    if (!chunked || out.length() > 0) {
      return;
    }
    end(body, true, chunks);
    flush();
  }

  private void gather() {
    if (chunked) {
      chunks.chunk(body.array(), body.offset(), body.offset() + body.count());
    } else {
      out.put(body.array(), body.offset(), body.offset() + body.count());
    }
  }

  /** Adds what ends the body, if anything does. */
  static void end(BodyStream body, boolean chunked, ChunkWriter chunks) {
    if (chunked) {
      chunks.last(FieldList.copyOf(body.trailers()));
    }
  }

  private void flush() throws IOException {
    connection.writeDeadline().in(idle.toNanos());
    connection.write(out.array(), 0, out.length());
    connection.writeDeadline().clear();
    out.clear();
  }

  private void finish() {
    if (whole) {
      connection.writeDeadline().in(responseHead.toNanos());
    }
    done = true;
    if (answered) {
      connection.writeDeadline().clear();
    }
  }

  /** Takes note that the answer's head is here, so that nobody watches for it any more. */
  void answered() {
    answered = true;
    if (done) {
      connection.writeDeadline().clear();
    }
  }

  /** Whether the whole request went out. */
  boolean sentWhole() {
    return done && whole;
  }

  /** How the client failed, if it did. */
  Optional<ClientException> clientFailure() {
    return Optional.ofNullable(clientFailure);
  }
}
