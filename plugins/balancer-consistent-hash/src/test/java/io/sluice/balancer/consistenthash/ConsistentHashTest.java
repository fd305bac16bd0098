package io.sluice.balancer.consistenthash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.api.Client;
import io.sluice.api.Headers;
import io.sluice.api.RequestHead;
import io.sluice.api.balancer.Candidate;
import io.sluice.api.balancer.Pick.Picked;
import io.sluice.api.balancer.PickRequest;
import io.sluice.api.balancer.Picker;
import io.sluice.api.plugin.Settings;
import io.sluice.api.plugin.SettingsException;
import io.sluice.testkit.fake.FakeCandidate;
import io.sluice.testkit.fake.Requests;
import io.sluice.testkit.fake.TestContext;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ConsistentHashTest {

  private final List<FakeCandidate> fleet = FakeCandidate.ofWeights(1, 1, 1, 1, 1);

  @Test
  void aClientStaysWithItsEndpointWhateverItAsksFor() {
    Picker picker = picker(Map.of());
    assertEquals(1, taken(picker, i -> request(7, "/books/" + i, Headers.none())).size());
    assertEquals(5, taken(picker, i -> request(i, "/books/1", Headers.none())).size());
  }

  @Test
  void aPathStaysWithItsEndpointWhoeverAsks() {
    Picker picker = picker(Map.of("key", "path"));
    assertEquals(1, taken(picker, i -> request(i, "/books/1", Headers.none())).size());
    assertEquals(5, taken(picker, i -> request(7, "/books/" + i, Headers.none())).size());
  }

  @Test
  void aFieldsValueStaysWithItsEndpoint() {
    Picker picker = picker(Map.of("key", "header:X-User"));
    assertEquals(1, taken(picker, i -> request(i, "/", Headers.of("x-user", "ann"))).size());
    assertEquals(5, taken(picker, i -> request(7, "/", Headers.of("x-user", "u" + i))).size());
  }

  @Test
  void aCookieStaysWithItsEndpointWhateverStandsBesideIt() {
    Picker picker = picker(Map.of("key", "cookie:sid"));
    assertEquals(
        1,
        taken(
                picker,
                i ->
                    request(i, "/", Headers.of("Cookie", "a=" + i, "Cookie", "b; sid=x; sid=" + i)))
            .size());
    assertEquals(
        5, taken(picker, i -> request(7, "/", Headers.of("Cookie", "a=b; sid=" + i))).size());
  }

  @Test
  void withoutFieldOrCookieTheClientCounts() {
    for (String key : List.of("header:X-User", "cookie:sid")) {
      Picker picker = picker(Map.of("key", key));
      assertEquals(1, taken(picker, _ -> request(7, "/", Headers.of("Cookie", "sids=1"))).size());
      assertEquals(5, taken(picker, i -> request(i, "/", Headers.none())).size());
    }
  }

  @Test
  void gatewaysSideBySideAgreeInWhateverOrderTheyKnowTheEndpoints() {
    Picker one = picker(Map.of());
    Picker other =
        new ConsistentHashBalancerProvider()
            .create(Settings.none(), TestContext.seeded(99))
            .newPicker(List.copyOf(fleet.reversed()));
    for (int client = 0; client < 200; client++) {
      PickRequest request = request(client, "/", Headers.none());
      assertEquals(taken(one, request), taken(other, request));
    }
  }

  @Test
  void aFullEndpointsKeysGoElsewhereUntilItHasRoom() {
    Picker picker = picker(Map.of());
    PickRequest request = request(7, "/", Headers.none());
    FakeCandidate home = assertInstanceOf(FakeCandidate.class, taken(picker, request));
    fleet.forEach(one -> one.setInFlight(10));
    assertEquals(home, taken(picker, request));
    home.setInFlight(20);
    assertNotEquals(home, taken(picker, request));
    home.setInFlight(10);
    assertEquals(home, taken(picker, request));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "clients", "client:x", "header", "header:", "cookie:a b", "header:ä"})
  void aKeyThatIsNoneIsRefused(String key) {
    assertRefused("/key", Map.of("key", key));
  }

  @Test
  void aFactorThatLeavesNoRoomIsRefused() {
    assertRefused("/loadFactor", Map.of("loadFactor", 1));
  }

  private void assertRefused(String pointer, Map<String, ?> settings) {
    SettingsException refusal = assertThrows(SettingsException.class, () -> picker(settings));
    assertEquals(pointer, refusal.pointer());
    assertTrue(!refusal.problem().isBlank());
  }

  private Picker picker(Map<String, ?> settings) {
    return new ConsistentHashBalancerProvider()
        .create(Settings.of(settings), TestContext.seeded(1))
        .newPicker(List.copyOf(fleet));
  }

  private static PickRequest request(int client, String path, Headers headers) {
    Client who = Requests.client(client);
    return new PickRequest(
        new RequestHead("GET", "http", "books.example", path, "", headers), who, Set.of());
  }

  private static Set<Candidate> taken(Picker picker, IntFunction<PickRequest> requests) {
    Set<Candidate> taken = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      taken.add(taken(picker, requests.apply(i)));
    }
    return taken;
  }

  private static Candidate taken(Picker picker, PickRequest request) {
    return assertInstanceOf(Picked.class, picker.pick(request)).candidate();
  }
}
