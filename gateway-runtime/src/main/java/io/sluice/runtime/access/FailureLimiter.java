package io.sluice.runtime.access;

import io.sluice.api.Ticker;
import java.time.Duration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Slows down those who guess tokens: after ten different wrong ones within a minute, nothing that
 * the same peer shows is looked at for a minute.
 *
 * <p>The same wrong token counts once, since who shows it again learns nothing: a scraper with an
 * old token shuts nobody out. A right token isn't looked at in that minute either, or else guessing
 * would go on. Guesses that are under way at the same moment may pass beyond the ten.
 *
 * <p>Memory is bounded: where too many peers guess, those that did not guess often enough yet are
 * forgotten first, and the longest known first. Safe for any thread.
 */
final class FailureLimiter {

  private static final int MOST_GUESSES = 10;
  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final int MOST_PEERS = 4096;

  private final Ticker ticker;
  private final Map<String, Guesses> guessing = new LinkedHashMap<>();

  /** Since when peers are shut out, the longest first. */
  private final Map<String, Long> shutOut = new LinkedHashMap<>();

  /** What a peer showed since that time, as the hashes' first bits. */
  private record Guesses(long sinceNanos, Set<Long> different) {}

  FailureLimiter(Ticker ticker) {
    this.ticker = ticker;
  }

  /** How long nothing of this peer is looked at; zero if it is. */
  synchronized Duration shutOutFor(String peer) {
    Long since = shutOut.get(peer);
    if (since == null) {
      return Duration.ZERO;
    }
    long left = WINDOW.toNanos() - (ticker.nanos() - since);
    if (left > 0) {
      return Duration.ofNanos(left);
    }
    shutOut.remove(peer);
    return Duration.ZERO;
  }

  /** A peer has shown something wrong. */
  synchronized void failed(String peer, long guess) {
    long now = ticker.nanos();
    Guesses guesses = guessing.get(peer);
    if (guesses == null || now - guesses.sinceNanos() >= WINDOW.toNanos()) {
      guessing.remove(peer);
      makeRoom(guessing);
      guesses = new Guesses(now, new HashSet<>());
      guessing.put(peer, guesses);
    }
    guesses.different().add(guess);
    if (guesses.different().size() >= MOST_GUESSES) {
      guessing.remove(peer);
      makeRoom(shutOut);
      shutOut.put(peer, now);
    }
  }

  /** How many peers are remembered. */
  synchronized int peers() {
    return guessing.size() + shutOut.size();
  }

  private static void makeRoom(Map<String, ?> peers) {
    if (peers.size() >= MOST_PEERS) {
      Iterator<String> eldest = peers.keySet().iterator();
      eldest.next();
      eldest.remove();
    }
  }
}
