package io.sluice.limiter.tokenbucket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.api.Client;
import io.sluice.api.Headers;
import io.sluice.api.RequestHead;
import io.sluice.api.limiter.LimitDecision.Admitted;
import io.sluice.api.limiter.LimitDecision.Quota;
import io.sluice.api.limiter.LimitDecision.Rejected;
import io.sluice.api.limiter.LimitRequest;
import io.sluice.api.limiter.Limiter;
import io.sluice.api.plugin.Settings;
import io.sluice.api.plugin.SettingsException;
import io.sluice.testkit.fake.Requests;
import io.sluice.testkit.fake.TestContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TokenBucketTest {

  private static final Client ONE = Requests.client("192.0.2.1");
  private static final Client OTHER = Requests.client("192.0.2.2");

  private final TestContext context = TestContext.seeded(1);

  @Test
  void aHundredRequestsAreAdmittedAtOnceThenOneASecond() {
    Limiter limiter = limiter(Map.of());
    assertEquals(100, admitted(limiter, 150, ONE, "/books/1"));
    context.ticker().advance(Duration.ofMillis(999));
    assertEquals(0, admitted(limiter, 3, ONE, "/books/1"));
    context.ticker().advance(Duration.ofMillis(1));
    assertEquals(1, admitted(limiter, 3, ONE, "/books/1"));
  }

  @Test
  void aBucketNeverHoldsMoreThanItsCapacity() {
    Limiter limiter = limiter(Map.of("capacity", 3));
    admitted(limiter, 3, ONE, "/books/1");
    context.ticker().advance(Duration.ofDays(10_000));
    assertEquals(3, admitted(limiter, 10, ONE, "/books/1"));
  }

  @Test
  void aRejectionTellsTheWaitAndTheLimit() {
    Limiter limiter = limiter(Map.of("capacity", 2, "refillPerSecond", 0.5));
    admitted(limiter, 2, ONE, "/books/1");
    context.ticker().advance(Duration.ofMillis(500));
    Rejected rejected =
        assertInstanceOf(Rejected.class, limiter.tryAcquire(Requests.limit(ONE, "/books/1")));
    assertEquals(Duration.ofMillis(1500), rejected.retryAfter());
    assertEquals(
        List.of(new Quota("client+path", 2, Duration.ofSeconds(4), 0, Duration.ofMillis(1500))),
        rejected.quotas());
  }

  @Test
  void eachClientAndPathHasABucket() {
    Limiter limiter = limiter(Map.of("capacity", 1));
    assertEquals(1, admitted(limiter, 2, ONE, "/books/1"));
    assertEquals(1, admitted(limiter, 2, ONE, "/books/2"));
    assertEquals(1, admitted(limiter, 2, OTHER, "/books/1"));
  }

  @Test
  void aRouteCanHaveOneBucketForAllItsPaths() {
    Limiter limiter = limiter(Map.of("capacity", 1, "key", "client+route"));
    assertEquals(1, admitted(limiter, 2, ONE, "/books/1"));
    assertEquals(0, admitted(limiter, 2, ONE, "/books/2"));
    LimitRequest elsewhere = new LimitRequest(Requests.get("/cds/1"), ONE, "books", "/cds");
    assertInstanceOf(Admitted.class, limiter.tryAcquire(elsewhere));
  }

  @Test
  void aClientCanHaveOneBucketForAll() {
    Limiter limiter = limiter(Map.of("capacity", 1, "key", "client"));
    assertEquals(1, admitted(limiter, 2, ONE, "/books/1"));
    LimitRequest elsewhere = new LimitRequest(Requests.get("/cds/1"), ONE, "books", "/cds");
    assertInstanceOf(Rejected.class, limiter.tryAcquire(elsewhere));
    assertEquals(1, admitted(limiter, 2, OTHER, "/books/1"));
  }

  @Test
  void allClientsCanShareTheBucketOfAPathOrARoute() {
    Limiter ofPaths = limiter(Map.of("capacity", 1, "key", "path"));
    assertEquals(1, admitted(ofPaths, 2, ONE, "/books/1"));
    assertEquals(0, admitted(ofPaths, 2, OTHER, "/books/1"));
    assertEquals(1, admitted(ofPaths, 2, OTHER, "/books/2"));
    Limiter ofRoutes = limiter(Map.of("capacity", 1, "key", "route"));
    assertEquals(1, admitted(ofRoutes, 2, ONE, "/books/1"));
    assertEquals(0, admitted(ofRoutes, 2, OTHER, "/books/2"));
  }

  @Test
  void aFieldsValueCanHaveABucketWhoeverSendsIt() {
    Limiter limiter = limiter(Map.of("capacity", 1, "key", "header:X-Api-Key"));
    assertTrue(isAdmitted(limiter, ONE, "x-api-key", "a"));
    assertFalse(isAdmitted(limiter, OTHER, "X-API-KEY", "a", "X-Api-Key", "b"));
    assertTrue(isAdmitted(limiter, OTHER, "X-Api-Key", "b"));
  }

  @Test
  void withoutTheFieldTheClientHasABucketThatNoValueReaches() {
    Limiter limiter = limiter(Map.of("capacity", 1, "key", "header:X-Api-Key"));
    assertTrue(isAdmitted(limiter, ONE));
    assertFalse(isAdmitted(limiter, ONE));
    assertTrue(isAdmitted(limiter, OTHER));
    assertTrue(isAdmitted(limiter, ONE, "X-Api-Key", ONE.key()));
    assertTrue(isAdmitted(limiter, ONE, "X-Api-Key", ""));
  }

  @Test
  void partsOfAKeyCanBePutTogether() {
    Limiter limiter = limiter(Map.of("capacity", 1, "key", "header:X-A+route+client"));
    assertTrue(isAdmitted(limiter, ONE, "X-A", "a"));
    assertFalse(isAdmitted(limiter, ONE, "X-A", "a"));
    assertTrue(isAdmitted(limiter, OTHER, "X-A", "a"));
    assertTrue(isAdmitted(limiter, ONE, "X-A", "b"));
  }

  @Test
  void theNameOfTheLimitIsAToken() {
    Limiter limiter = limiter(Map.of("capacity", 1, "key", "header:X-A+route"));
    assertTrue(isAdmitted(limiter, ONE));
    Rejected rejected =
        assertInstanceOf(Rejected.class, limiter.tryAcquire(Requests.limit(ONE, "/books/1")));
    assertEquals("header.X-A+route", rejected.quotas().getFirst().policy());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "client+", "client+client", "header", "header:", "header:a b", "Client"})
  void aKeyThatIsNoneIsRefused(String key) {
    SettingsException refusal =
        assertThrows(SettingsException.class, () -> limiter(Map.of("key", key)));
    assertEquals("/key", refusal.pointer());
  }

  @Test
  void anUnknownKeyIsRefusedWithTheNearest() {
    SettingsException refusal =
        assertThrows(SettingsException.class, () -> limiter(Map.of("key", "client+paths")));
    assertEquals("/key", refusal.pointer());
    assertTrue(refusal.problem().contains("\"client+path\""), refusal::problem);
  }

  @Test
  void aBucketThatWouldTakeYearsToFillIsRefused() {
    SettingsException refusal =
        assertThrows(
            SettingsException.class,
            () -> limiter(Map.of("capacity", 1000, "refillPerSecond", 0.00001)));
    assertEquals("/refillPerSecond", refusal.pointer());
  }

  private Limiter limiter(Map<String, ?> settings) {
    return new TokenBucketLimiterProvider().create(Settings.of(settings), context);
  }

  private static boolean isAdmitted(Limiter limiter, Client client, String... fields) {
    RequestHead head = Requests.get("/books/1").withHeaders(Headers.of(fields));
    return limiter.tryAcquire(new LimitRequest(head, client, "books", "/books"))
        instanceof Admitted;
  }

  private static int admitted(Limiter limiter, int requests, Client client, String path) {
    int admitted = 0;
    for (int i = 0; i < requests; i++) {
      if (limiter.tryAcquire(Requests.limit(client, path)) instanceof Admitted) {
        admitted++;
      }
    }
    return admitted;
  }
}
