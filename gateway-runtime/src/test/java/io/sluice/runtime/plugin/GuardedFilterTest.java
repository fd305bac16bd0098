package io.sluice.runtime.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.api.Body;
import io.sluice.api.Headers;
import io.sluice.api.Request;
import io.sluice.api.Response;
import io.sluice.api.filter.Filter;
import io.sluice.api.filter.FilterChain;
import io.sluice.runtime.exchange.ClientException;
import io.sluice.runtime.exchange.EndpointException;
import io.sluice.runtime.exchange.FailureCode;
import io.sluice.runtime.exchange.HostChain;
import io.sluice.runtime.guard.Quarantine;
import io.sluice.runtime.metrics.InstanceState;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a guard makes of filters that do what they may not. */
@Timeout(20)
final class GuardedFilterTest {

  private static final Request REQUEST = OddPlugins.REQUEST;

  private final OddPlugins odd = new OddPlugins();

  private final SlicedContent content = new SlicedContent();
  private final Response answer = new Response(200, Headers.none(), content);
  private final AtomicInteger passed = new AtomicInteger();
  private final FilterChain chain =
      _ -> {
        passed.incrementAndGet();
        return answer;
      };

  private GuardedFilter failing(Filter filter) {
    return odd.filter(FilterFailurePolicy.FAIL, filter);
  }

  private GuardedFilter skipped(Filter filter) {
    return odd.filter(FilterFailurePolicy.SKIP, filter);
  }

  private static String last(GuardedFilter filter) {
    return filter.condition().last().orElseThrow().what();
  }

  @Test
  void aSecondProceedIsNamedWhateverBecomesOfIt() throws Exception {
    GuardedFilter filter =
        failing((request, next) -> {
          Response first = next.proceed(request);
          assertThrows(IllegalStateException.class, () -> next.proceed(request));
          return first;
        });
    assertSame(answer, filter.filter(REQUEST, chain));
    assertEquals(1, passed.get());
    assertEquals("filter proceeded twice", last(filter));
    GuardedFilter throwing =
        failing((request, next) -> {
          next.proceed(request);
          return next.proceed(request);
        });
    assertThrows(IOException.class, () -> throwing.filter(REQUEST, chain));
  }

  @Test
  void nobodyProceedsForAFilterThatHasAnsweredOrOnAnotherThread() throws Exception {
    FilterChain[] kept = new FilterChain[1];
    GuardedFilter filter =
        failing((request, next) -> {
          kept[0] = next;
          Thread other =
              Thread.ofVirtual()
                  .start(
                      () -> assertThrows(IllegalStateException.class, () -> next.proceed(request)));
          other.join();
          return Response.of(204);
        });
    assertEquals(204, filter.filter(REQUEST, chain).status());
    assertThrows(IllegalStateException.class, () -> kept[0].proceed(REQUEST));
    assertEquals(0, passed.get());
    assertEquals(2, filter.condition().failures());
  }

  @Test
  void aBodyThatIsReplacedAndNotClosedIsALeakAndClosed() throws Exception {
    GuardedFilter filter =
        failing((request, next) -> {
          next.proceed(request);
          return Response.of(204);
        });
    Response response = filter.filter(REQUEST, chain);
    assertFalse(content.isClosed());
    response.body().close();
    response.body().close();
    assertTrue(content.isClosed());
    assertEquals(1, filter.condition().failures());
    assertTrue(last(filter).contains("did not close"), last(filter));
    assertEquals(InstanceState.DEGRADED, filter.condition().state());
  }

  @Test
  void leaksAloneLeadToNoQuarantine() throws Exception {
    GuardedFilter filter =
        failing((request, next) -> {
          next.proceed(request);
          return Response.of(204);
        });
    for (int i = 0; i < 100; i++) {
      SlicedContent another = new SlicedContent();
      Response response = filter.filter(REQUEST, _ -> new Response(200, Headers.none(), another));
      assertEquals(204, response.status());
      response.body().close();
      assertTrue(another.isClosed());
    }
    assertEquals(100, filter.condition().failures());
  }

  @Test
  void aBodyThatWrapsTheAnswersIsNoLeakIfItsCloseReachesThat() throws Exception {
    GuardedFilter filter =
        failing((request, next) -> {
          Response got = next.proceed(request);
          Body wrapped =
              new Body() {
                @Override
                public long length() {
                  return 2;
                }

                @Override
                public InputStream stream() {
                  return new ByteArrayInputStream(new byte[2]);
                }

                @Override
                public void close() {
                  got.body().close();
                }
              };
          return new Response(200, Headers.none(), wrapped);
        });
    Response response = filter.filter(REQUEST, chain);
    assertEquals(2, response.body().stream().readAllBytes().length);
    response.body().close();
    assertTrue(content.isClosed());
    assertEquals(0, filter.condition().failures());
  }

  @Test
  void aBodyThatWasUsedCanNotBePassedOn() {
    Filter closing =
        (request, next) -> {
          Response got = next.proceed(request);
          got.body().close();
          return got;
        };
    assertThrows(IOException.class, () -> failing(closing).filter(REQUEST, chain));
  }

  @Test
  void aBodyThatThrowsAnythingThrowsAnIoException() throws Exception {
    Body bad =
        new Body() {
          @Override
          public long length() {
            return UNKNOWN_LENGTH;
          }

          @Override
          public InputStream stream() {
            return new InputStream() {
              @Override
              public int read() {
                throw new AssertionError("as this test wants it");
              }

              @Override
              public int read(byte[] into, int offset, int most) {
                return read();
              }
            };
          }

          @Override
          public void close() {
            throw new AssertionError("as this test wants it");
          }
        };
    GuardedFilter filter = failing((_, _) -> new Response(200, Headers.none(), bad));
    Response response = filter.filter(REQUEST, chain);
    assertThrows(IOException.class, () -> response.body().stream().readAllBytes());
    response.body().close();
    assertEquals(2, filter.condition().failures());
  }

  @Test
  void aFilterThatFailsIsSkippedWhereTheServiceSaysSo() throws Exception {
    Filter before =
        (_, _) -> {
          throw new AssertionError("before");
        };
    assertSame(answer, skipped(before).filter(REQUEST, chain));
    Filter after =
        (request, next) -> {
          next.proceed(request);
          throw new IOException("after");
        };
    assertSame(answer, skipped(after).filter(REQUEST, chain));
    assertEquals(2, passed.get());
  }

  @Test
  void whatCanNotBePassedOnWholeIsNotSkipped() {
    Filter reads =
        (request, next) -> {
          assertEquals(3, next.proceed(request).body().stream().readAllBytes().length);
          throw new IOException("after it was read");
        };
    assertThrows(IOException.class, () -> skipped(reads).filter(REQUEST, chain));
    Request upload = new Request(OddPlugins.HEAD, new SlicedContent(), REQUEST.client());
    Filter takes =
        (request, _) -> {
          assertEquals(3, request.body().stream().readAllBytes().length);
          throw new IOException("after it was taken");
        };
    assertThrows(IOException.class, () -> skipped(takes).filter(upload, chain));
  }

  @Test
  void aFilterInQuarantineIsPassedByOrFailsAtOnce() throws Exception {
    AtomicInteger called = new AtomicInteger();
    Filter bad =
        (_, _) -> {
          called.incrementAndGet();
          throw new LinkageError("as this test wants it");
        };
    GuardedFilter skipped = skipped(bad);
    GuardedFilter failing = failing(bad);
    for (int i = 0; i < 20; i++) {
      assertSame(answer, skipped.filter(REQUEST, chain));
      assertThrows(IOException.class, () -> failing.filter(REQUEST, chain));
    }
    assertEquals(2 * Quarantine.ROW, called.get());
    assertEquals(InstanceState.QUARANTINED, failing.condition().state());
  }

  @Test
  void neitherClientNorEndpointIsBlamedOnAFilter() {
    List<IOException> others =
        List.of(
            new ClientException(FailureCode.CLIENT_GONE, "gone"),
            new EndpointException(
                io.sluice.api.Outcome.FailureKind.CONNECTION_LOST,
                FailureCode.ENDPOINT_CLOSED,
                "lost"));
    for (IOException other : others) {
      GuardedFilter filter =
          skipped((_, _) -> {
            throw other;
          });
      assertSame(other, assertThrows(IOException.class, () -> filter.filter(REQUEST, chain)));
      assertEquals(0, filter.condition().failures());
    }
  }

  /** A chain of a request that has 1 ms left. */
  private HostChain bounded() {
    return new HostChain() {
      @Override
      public String certificateName() {
        return "";
      }

      @Override
      public long leftNanos() {
        return 1_000_000;
      }

      @Override
      public Response proceed(Request request) {
        odd.pass(2_000_000);
        odd.beat(1);
        assertFalse(Thread.currentThread().isInterrupted(), "not in the rest of the chain");
        return answer;
      }
    };
  }

  @Test
  void aFilterThatWaitsBeyondItsRequestsTimeIsInterrupted() throws Exception {
    CountDownLatch waits = new CountDownLatch(1);
    GuardedFilter filter =
        skipped((_, _) -> {
          waits.countDown();
          new CountDownLatch(1).await();
          return Response.of(204);
        });
    Thread clock =
        Thread.ofPlatform()
            .start(() -> {
              try {
                waits.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              odd.pass(2_000_000);
              odd.beat(1);
            });
    assertThrows(IOException.class, () -> filter.filter(REQUEST, bounded()));
    clock.join();
    assertFalse(Thread.currentThread().isInterrupted());
    assertEquals("filter did not answer within its request's time", last(filter));
  }

  @Test
  void aFilterWhoseRequestIsLateElsewhereIsNotBlamedAndNoInterruptIsLeft() throws Exception {
    GuardedFilter filter = failing((request, next) -> next.proceed(request));
    assertSame(answer, filter.filter(REQUEST, bounded()));
    assertEquals(0, filter.condition().failures());
    assertFalse(Thread.currentThread().isInterrupted());
  }

  @Test
  void aFilterThatDoesNotComeBackIsStuckAndTheOthersArePassedBy() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    GuardedFilter filter =
        skipped((_, _) -> {
          inside.countDown();
          goOn.await();
          return Response.of(204);
        });
    Thread caught = Thread.ofVirtual().start(() -> assertPasses(filter));
    inside.await();
    odd.beat(220);
    assertEquals(InstanceState.STUCK, filter.condition().state());
    assertEquals(1, filter.condition().inFlight());
    assertSame(answer, filter.filter(REQUEST, chain));
    odd.pass(Quarantine.LONGEST_PAUSE.toNanos());
    assertSame(answer, filter.filter(REQUEST, chain), "no trial while it is stuck");
    goOn.countDown();
    caught.join();
    odd.beat(20);
    assertEquals(InstanceState.QUARANTINED, filter.condition().state());
    assertEquals(204, filter.filter(REQUEST, chain).status(), "the trial");
    assertEquals(InstanceState.OK, filter.condition().state());
  }

  private void assertPasses(GuardedFilter filter) {
    try {
      assertEquals(204, filter.filter(REQUEST, chain).status());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
