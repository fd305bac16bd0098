package io.sluice.runtime.listener;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.runtime.exchange.TrustedProxies;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whose connections are counted together, and how many are too many. */
class PeerConnectionsTest {

  private final PeerConnections peers =
      new PeerConnections(2, TrustedProxies.parse(List.of("10.0.0.0/8")));

  private static InetAddress peer(String literal) throws UnknownHostException {
    return InetAddress.getByName(literal);
  }

  @Test
  void oneTooManyIsRefusedUntilAnotherLeaves() throws Exception {
    assertTrue(peers.enter(peer("192.0.2.1")));
    assertTrue(peers.enter(peer("192.0.2.1")));
    assertFalse(peers.enter(peer("192.0.2.1")));
    assertFalse(peers.enter(peer("192.0.2.1")));
    assertTrue(peers.enter(peer("192.0.2.2")));
    peers.leave(peer("192.0.2.1"));
    assertTrue(peers.enter(peer("192.0.2.1")));
  }

  @Test
  void aNetworkOf64BitsIsOnePeer() throws Exception {
    assertTrue(peers.enter(peer("2001:db8:1:2::1")));
    assertTrue(peers.enter(peer("2001:db8:1:2:ffff::2")));
    assertFalse(peers.enter(peer("2001:db8:1:2::3")));
    assertTrue(peers.enter(peer("2001:db8:1:3::1")));
  }

  @Test
  void trustedProxiesAreNotCounted() throws Exception {
    for (int i = 0; i < 5; i++) {
      assertTrue(peers.enter(peer("10.1.2.3")));
    }
    peers.leave(peer("10.1.2.3"));
    assertEquals(0, peers.peers());
  }

  @Test
  void whoIsGoneIsForgotten() throws Exception {
    assertTrue(peers.enter(peer("192.0.2.1")));
    assertTrue(peers.enter(peer("::1")));
    peers.leave(peer("192.0.2.1"));
    peers.leave(peer("::1"));
    assertEquals(0, peers.peers());
  }
}
