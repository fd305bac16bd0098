package io.sluice.runtime.listener;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.runtime.exchange.TrustedProxies;
import io.sluice.testkit.fake.FakeTicker;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whose connections are counted together, how many are too many, and who makes room. */
class OpenConnectionsTest {

  private final FakeTicker ticker = new FakeTicker(Long.MAX_VALUE - 1_000_000);
  private final List<String> gone = new ArrayList<>();
  private OpenConnections connections = having(100, 2);

  private OpenConnections having(int most, int mostPerPeer) {
    return new OpenConnections(
        new ConnectionLimits(most, mostPerPeer, 1),
        TrustedProxies.parse(List.of("10.0.0.0/8")),
        ticker);
  }

  /** One that waits for its client from now on, or never does. */
  private final class Guest implements OpenConnections.Occupant {
    private final String name;
    private final boolean busy;
    private final long sinceNanos = ticker.nanos();

    Guest(String name, boolean busy) {
      this.name = name;
      this.busy = busy;
    }

    @Override
    public long waitingNanos() {
      return busy ? 0 : ticker.nanos() - sinceNanos;
    }

    @Override
    public void makeRoom() {
      gone.add(name);
    }
  }

  private OpenConnections.Place enter(String peer) throws UnknownHostException {
    return connections.enter(InetAddress.getByName(peer)).place().orElseThrow();
  }

  private void waiting(String name, String peer) throws UnknownHostException {
    enter(peer).takenBy(new Guest(name, false));
  }

  private boolean isRefused(String peer) throws UnknownHostException {
    return connections.enter(InetAddress.getByName(peer)).place().isEmpty();
  }

  @Test
  void oneTooManyIsRefusedUntilAnotherLeaves() throws Exception {
    OpenConnections.Place first = enter("192.0.2.1");
    enter("192.0.2.1");
    assertTrue(isRefused("192.0.2.1"));
    assertTrue(isRefused("192.0.2.1"));
    enter("192.0.2.2");
    first.leave();
    first.leave();
    enter("192.0.2.1");
    assertTrue(isRefused("192.0.2.1"));
  }

  @Test
  void aNetworkOf64BitsIsOnePeer() throws Exception {
    enter("2001:db8:1:2::1");
    enter("2001:db8:1:2:ffff::2");
    assertTrue(isRefused("2001:db8:1:2::3"));
    enter("2001:db8:1:3::1");
  }

  @Test
  void trustedProxiesAreNotCounted() throws Exception {
    for (int i = 0; i < 5; i++) {
      enter("10.1.2.3").leave();
      enter("10.1.2.3");
    }
    assertEquals(0, connections.peers());
  }

  @Test
  void whoIsGoneIsForgotten() throws Exception {
    OpenConnections.Place one = enter("192.0.2.1");
    OpenConnections.Place other = enter("::1");
    one.leave();
    other.leave();
    assertEquals(0, connections.peers());
  }

  @Test
  void ofAPeerThatHasItsMostTheOneThatWaitsLongestMakesRoom() throws Exception {
    waiting("first", "192.0.2.1");
    ticker.advance(Duration.ofMillis(1));
    waiting("second", "192.0.2.1");
    waiting("stranger", "192.0.2.2");
    ticker.advance(OpenConnections.PATIENCE);
    waiting("third", "192.0.2.1");
    assertEquals(List.of("first"), gone);
    ticker.advance(OpenConnections.PATIENCE);
    waiting("fourth", "192.0.2.1");
    assertEquals(List.of("first", "second"), gone);
  }

  @Test
  void whoServesOrHasWaitedAMomentOnlyStays() throws Exception {
    enter("192.0.2.1").takenBy(new Guest("busy", true));
    ticker.advance(OpenConnections.PATIENCE);
    waiting("young", "192.0.2.1");
    ticker.advance(OpenConnections.PATIENCE.minusNanos(1));
    assertTrue(isRefused("192.0.2.1"));
    assertEquals(List.of(), gone);
  }

  @Test
  void theLookAtAllIsNotRepeatedAtOnce() throws Exception {
    waiting("first", "192.0.2.1");
    waiting("second", "192.0.2.1");
    ticker.advance(OpenConnections.PATIENCE);
    waiting("third", "192.0.2.1");
    assertTrue(isRefused("192.0.2.1"));
    ticker.advance(Duration.ofMillis(10));
    waiting("fourth", "192.0.2.1");
    assertEquals(2, gone.size());
  }

  @Test
  void whenNearlyAllPlacesAreTakenThoseThatWaitLongestMakeRoomForAnyone() throws Exception {
    connections = having(32, 32);
    for (int i = 1; i <= 30; i++) {
      waiting("early " + i, "192.0.2." + i);
      ticker.advance(Duration.ofMillis(1));
    }
    ticker.advance(OpenConnections.PATIENCE);
    assertEquals(List.of(), gone);
    waiting("late", "198.51.100.1");
    assertEquals(List.of("early 1", "early 2"), gone);
    enter("198.51.100.2");
    enter("198.51.100.3");
    assertEquals(30, connections.peers() - 1, "the late one is the 31st");
  }
}
