package io.sluice.runtime.upstream;

import io.sluice.runtime.exchange.BodyStream;
import io.sluice.runtime.exchange.ClientException;
import io.sluice.runtime.exchange.FailureCode;
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
  private volatile boolean finished;
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
      whole = send();
    } catch (ClientException e) {
      giveUp(e);
    } catch (IOException | RuntimeException e) {
      giveUp(new ClientException(FailureCode.FILTER_FAILED, "a filter's body failed: " + e));
    } finally {
      finish();
    }
  }

  /** The body has failed, and a request that is not whole must not look whole. */
  private void giveUp(ClientException cause) {
    clientFailure = cause;
    connection.close();
  }

  /** Whether the endpoint took the whole body; what is thrown is a failure of the body itself. */
  private boolean send() throws IOException {
    out.clear();
    while (body.next()) {
      do {
        gather();
      } while (out.length() < GATHERED_BYTES && body.poll());
      boolean last = body.isFinished();
      if (last) {
        end(body, chunked, chunks);
      }
      if (!flush()) {
        return false;
      }
      if (last) {
        return true;
      }
    }
    end(body, chunked, chunks);
    return flush();
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

  /** Whether the endpoint still takes what is sent. */
  private boolean flush() {
    connection.writeDeadline().in(idle.toNanos());
    try {
      connection.write(out.array(), 0, out.length());
    } catch (IOException e) {
      return false;
    }
    connection.writeDeadline().clear();
    out.clear();
    return true;
  }

  private void finish() {
    connection.writeDeadline().in(responseHead.toNanos());
    done = true;
    if (answered) {
      connection.writeDeadline().clear();
    }
    finished = true;
  }

  /** Takes note that the answer's head is here, so that nobody watches for it any more. */
  void answered() {
    answered = true;
    if (done) {
      connection.writeDeadline().clear();
    }
  }

  /** Whether the whole request went out, and the connection is not used here any more. */
  boolean sentWhole() {
    return finished && whole;
  }

  /** How the client failed, if it did. */
  Optional<ClientException> clientFailure() {
    return Optional.ofNullable(clientFailure);
  }
}
