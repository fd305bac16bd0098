package io.sluice.runtime.listener;

import io.sluice.api.Ticker;
import io.sluice.runtime.exchange.TrustedProxies;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The connections of a listener: how many each peer has, so that none has them all, and who makes
 * room when there are many.
 *
 * <p>A peer is an IPv4 address or an IPv6 network of 64 bits, which one subscriber has to himself;
 * trusted proxies speak for many and are not counted. Those that wait for their client the longest,
 * between two requests or for the rest of a head, make room: for the peer's next one when it has
 * its most, and for anyone's when nearly all places are taken. Safe for any thread.
 */
final class OpenConnections {

  /** Nobody who has waited less makes room: heads take one round trip, and users think. */
  static final Duration PATIENCE = Duration.ofSeconds(1);

  /** So many make room at a time, and are kept free: a sixteenth, since to find them takes time. */
  private static final int SHARE = 16;

  /** Looking at all connections more often would be work that strangers could ask for. */
  private static final Duration LOOK_PERIOD = Duration.ofMillis(10);

  private final ConnectionLimits limits;
  private final TrustedProxies trusted;
  private final Ticker ticker;
  private final Map<Long, Integer> byPeer = new ConcurrentHashMap<>();
  private final Set<Place> places = ConcurrentHashMap.newKeySet();
  private final AtomicLong lookedNanos;

  OpenConnections(ConnectionLimits limits, TrustedProxies trusted, Ticker ticker) {
    this.limits = limits;
    this.trusted = trusted;
    this.ticker = ticker;
    this.lookedNanos = new AtomicLong(ticker.nanos() - LOOK_PERIOD.toNanos());
  }

  /** What has a place and may be asked to give it up. Any thread. */
  interface Occupant {

    /** For how long it has been waiting for its client; 0 if it serves a request. */
    long waitingNanos();

    /** Ends because others need the place; its client has not been promised anything. */
    void makeRoom();
  }

  /** The place of one connection. */
  final class Place {

    private final InetAddress peer;
    private final long key;
    private volatile @Nullable Occupant occupant;

    private Place(InetAddress peer) {
      this.peer = peer;
      this.key = key(peer);
    }

    InetAddress peer() {
      return peer;
    }

    /** Says who has it, and so can be asked for it. */
    void takenBy(Occupant taker) {
      occupant = taker;
    }

    /** Gives it back; once counts, however often it is called. */
    void leave() {
      if (places.remove(this) && !trusted.contains(peer)) {
        uncount(key);
      }
    }

    private long waitingNanos() {
      Occupant taker = occupant;
      return taker == null ? 0 : taker.waitingNanos();
    }

    private void makeRoom() {
      Occupant taker = occupant;
      if (taker != null) {
        leave();
        taker.makeRoom();
      }
    }
  }

  /**
   * What became of one that wants to enter.
   *
   * @param place its place; empty if its peer has its most, and none of those waits long enough
   * @param madeRoom how many made room
   */
  record Entry(Optional<Place> place, int madeRoom) {}

  /** One more wants to enter. */
  Entry enter(InetAddress peer) {
    Place place = new Place(peer);
    int madeRoom = 0;
    if (!trusted.contains(peer) && !count(place)) {
      madeRoom = makeRoom(limits.mostPerPeer(), other -> other.key == place.key);
      if (madeRoom == 0 || !count(place)) {
        return new Entry(Optional.empty(), madeRoom);
      }
    }
    places.add(place);
    if (places.size() > limits.most() - limits.most() / SHARE) {
      madeRoom += makeRoom(limits.most(), _ -> true);
    }
    return new Entry(Optional.of(place), madeRoom);
  }

  private boolean count(Place place) {
    if (byPeer.merge(place.key, 1, Integer::sum) <= limits.mostPerPeer()) {
      return true;
    }
    uncount(place.key);
    return false;
  }

  private void uncount(long key) {
    byPeer.computeIfPresent(key, (_, count) -> count == 1 ? null : count - 1);
  }

  /** Has a share of so many make room, those that have waited longest; says how many did. */
  private int makeRoom(int most, Predicate<Place> whose) {
    long now = ticker.nanos();
    long looked = lookedNanos.get();
    if (now - looked < LOOK_PERIOD.toNanos() || !lookedNanos.compareAndSet(looked, now)) {
      return 0;
    }
    record Waiting(Place place, long nanos) {}
    List<Waiting> longest =
        places.stream()
            .filter(whose)
            .map(place -> new Waiting(place, place.waitingNanos()))
            .filter(waiting -> waiting.nanos() >= PATIENCE.toNanos())
            .sorted(Comparator.comparingLong(Waiting::nanos).reversed())
            .limit(Math.max(1, most / SHARE))
            .toList();
    longest.forEach(waiting -> waiting.place().makeRoom());
    return longest.size();
  }

  /** How many peers are counted. */
  int peers() {
    return byPeer.size();
  }

  /** IPv4 addresses are where no IPv6 network is: their first 32 bits would be zero. */
  private static long key(InetAddress peer) {
    ByteBuffer bytes = ByteBuffer.wrap(peer.getAddress());
    return peer instanceof Inet4Address ? Integer.toUnsignedLong(bytes.getInt()) : bytes.getLong();
  }
}
