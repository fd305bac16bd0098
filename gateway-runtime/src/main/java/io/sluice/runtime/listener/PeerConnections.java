package io.sluice.runtime.listener;

import io.sluice.runtime.exchange.TrustedProxies;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many connections each peer has, so that none has them all. A peer is an IPv4 address or an
 * IPv6 network of 64 bits, which one subscriber has to himself; trusted proxies speak for many and
 * are not counted. As large as there are peers connected. Safe for any thread.
 */
final class PeerConnections {

  private final int most;
  private final TrustedProxies trusted;
  private final Map<Long, Integer> open = new ConcurrentHashMap<>();

  /**
   * @param most how many connections one peer may have
   */
  PeerConnections(int most, TrustedProxies trusted) {
    this.most = most;
    this.trusted = trusted;
  }

  /** Counts one more; false if that is one too many, and then it is not counted. */
  boolean enter(InetAddress peer) {
    if (trusted.contains(peer)) {
      return true;
    }
    if (open.merge(key(peer), 1, Integer::sum) > most) {
      leave(peer);
      return false;
    }
    return true;
  }

  /** Counts one that entered no more. */
  void leave(InetAddress peer) {
    if (!trusted.contains(peer)) {
      open.computeIfPresent(key(peer), (_, count) -> count == 1 ? null : count - 1);
    }
  }

  /** How many peers are counted. */
  int peers() {
    return open.size();
  }

  /** IPv4 addresses are where no IPv6 network is: their first 32 bits would be zero. */
  private static Long key(InetAddress peer) {
    ByteBuffer bytes = ByteBuffer.wrap(peer.getAddress());
    return peer instanceof Inet4Address ? Integer.toUnsignedLong(bytes.getInt()) : bytes.getLong();
  }
}
