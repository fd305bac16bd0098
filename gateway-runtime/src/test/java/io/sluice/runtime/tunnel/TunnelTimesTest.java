package io.sluice.runtime.tunnel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.runtime.deadline.Sweeper;
import io.sluice.runtime.exchange.TunnelTimes;
import io.sluice.runtime.metrics.TunnelMeters;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How long tunnels wait for what, with a clock that the test turns. */
@Timeout(30)
class TunnelTimesTest {

  private static final Duration IDLE = Duration.ofMinutes(1);
  private static final Duration LIFE = Duration.ofMinutes(10);
  private static final byte[] FRAME = {(byte) 0x81, 2, 'h', 'i'};

  /** An end whose peer is the test. */
  private static final class FakeEnd implements TunnelEnd {
    private static final byte[] END = {};
    private static final byte[] CLOSED = {};

    final BlockingQueue<byte[]> input = new LinkedBlockingQueue<>();
    final BlockingQueue<byte[]> output = new LinkedBlockingQueue<>();
    volatile Runnable onWrite = () -> {};
    final CountDownLatch outputEnded = new CountDownLatch(1);
    final CountDownLatch closed = new CountDownLatch(1);

    @Override
    @SuppressWarnings("ReferenceEquality") // these two arrays are marks
    public byte @Nullable [] read() throws IOException {
      try {
        byte[] bytes = input.take();
        if (bytes == CLOSED) {
          throw new IOException("closed");
        }
        return bytes == END ? null : bytes;
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }

    @Override
    public void write(byte[] bytes, int from, int to) {
      onWrite.run();
      output.add(Arrays.copyOfRange(bytes, from, to));
    }

    @Override
    public void endOutput() {
      outputEnded.countDown();
    }

    @Override
    public void close() {
      closed.countDown();
      input.add(CLOSED);
    }

    byte[] written() throws InterruptedException {
      byte[] bytes = output.poll(10, TimeUnit.SECONDS);
      assertTrue(bytes != null, "nothing was written");
      return bytes;
    }
  }

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
  private final Sweeper sweeper = new Sweeper(nanos::get, Duration.ofMillis(1));
  private final Tunnels tunnels =
      new Tunnels(1, sweeper, nanos::get, new Random(1), TunnelMeters.NONE);
  private final FakeEnd client = new FakeEnd();
  private final FakeEnd endpoint = new FakeEnd();
  private final Tunnel tunnel =
      tunnels.open(client, new Switched(endpoint, new TunnelTimes(IDLE, LIFE)));

  private CompletableFuture<Ending> run() {
    CompletableFuture<Ending> ending = new CompletableFuture<>();
    Thread.ofVirtual().start(() -> ending.complete(tunnel.run()));
    return ending;
  }

  private void advance(Duration time) {
    nanos.addAndGet(time.toNanos());
    sweeper.sweep();
  }

  /** Lets time pass until the tunnel ends. */
  private Ending end(CompletableFuture<Ending> ending) {
    while (!ending.isDone()) {
      advance(Duration.ofMillis(100));
      Thread.onSpinWait();
    }
    assertEquals(0, sweeper.watched());
    assertEquals(0, endpoint.closed.getCount());
    return ending.join();
  }

  private void passes(FakeEnd from, FakeEnd to) throws InterruptedException {
    from.input.add(FRAME);
    assertArrayEquals(FRAME, to.written());
  }

  @Test
  void eachByteStartsTheIdleTimeAnew() throws Exception {
    CompletableFuture<Ending> ending = run();
    for (int i = 0; i < 5; i++) {
      passes(client, endpoint);
      advance(IDLE.minusMillis(1));
      passes(endpoint, client);
      advance(IDLE.minusMillis(1));
    }
    advance(Duration.ofMillis(1));
    assertArrayEquals(Frames.goingAway(), client.written());
    assertEquals(8, endpoint.written().length);
    assertEquals(Ending.IDLE, end(ending));
  }

  @Test
  void noByteProlongsTheLife() throws Exception {
    CompletableFuture<Ending> ending = run();
    for (int i = 0; i < 10; i++) {
      passes(client, endpoint);
      advance(Duration.ofSeconds(59));
    }
    passes(client, endpoint);
    advance(Duration.ofSeconds(10));
    assertArrayEquals(Frames.goingAway(), client.written());
    assertEquals(Ending.EXPIRED, end(ending));
  }

  @Test
  void whoAnswersTheFarewellEndsTheTunnelAtOnce() throws Exception {
    CompletableFuture<Ending> ending = run();
    passes(client, endpoint);
    tunnel.drain();
    client.written();
    endpoint.written();
    client.input.add(FRAME);
    client.input.add(Frames.goingAway(7));
    endpoint.input.add(FRAME);
    endpoint.input.add(Frames.goingAway());
    assertEquals(Ending.DRAINED, ending.get(10, TimeUnit.SECONDS));
    assertNull(client.output.poll(), "nothing follows a Close frame");
    assertNull(endpoint.output.poll(), "nothing follows a Close frame");
    assertEquals(1, client.closed.getCount(), "the client's end is left to be ended");
  }

  @Test
  void anAnswerToTheFarewellDoesNotOvertakeTheOther() throws Exception {
    CompletableFuture<Ending> ending = run();
    client.onWrite = () -> client.input.add(Frames.goingAway(7));
    tunnel.drain();
    byte[] farewell = endpoint.written();
    assertEquals((byte) 0xE9, (byte) (farewell[7] ^ farewell[3]));
    assertEquals(Ending.DRAINED, end(ending));
    assertNull(endpoint.output.poll());
  }

  @Test
  void aFarewellThatNobodyAnswersIsNotWaitedForLong() throws Exception {
    CompletableFuture<Ending> ending = run();
    tunnel.drain();
    client.written();
    endpoint.written();
    assertEquals(Ending.DRAINED, end(ending));
  }

  @Test
  void aFrameThatDoesNotEndIsNotWaitedForLong() throws Exception {
    CompletableFuture<Ending> ending = run();
    endpoint.input.add(new byte[] {(byte) 0x81});
    client.written();
    advance(IDLE);
    endpoint.written();
    assertEquals(Ending.IDLE, end(ending));
    assertNull(client.output.poll(), "a farewell in the middle of a frame");
  }

  @Test
  void aSideGoesOnForAWhileAfterTheOtherHasEnded() throws Exception {
    CompletableFuture<Ending> ending = run();
    client.input.add(FakeEnd.END);
    assertTrue(endpoint.outputEnded.await(10, TimeUnit.SECONDS));
    passes(endpoint, client);
    advance(Tunnel.HALF_CLOSED.minusSeconds(1));
    passes(endpoint, client);
    assertEquals(Ending.CLOSED, end(ending));
  }

  @Test
  void twoCloseFramesAreTheEndWhetherOrNotConnectionsClose() throws Exception {
    CompletableFuture<Ending> ending = run();
    client.input.add(Frames.goingAway(9));
    endpoint.written();
    endpoint.input.add(Frames.goingAway());
    client.written();
    assertEquals(Ending.CLOSED, end(ending));
  }

  @Test
  void aPeersOwnCloseIsNotFollowedByAnother() throws Exception {
    CompletableFuture<Ending> ending = run();
    endpoint.input.add(Frames.goingAway());
    assertArrayEquals(Frames.goingAway(), client.written());
    tunnel.drain();
    endpoint.written();
    client.input.add(Frames.goingAway(9));
    assertEquals(Ending.DRAINED, end(ending));
    assertNull(client.output.poll());
  }
}
