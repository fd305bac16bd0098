package io.sluice.runtime.lifetime;

import io.sluice.api.Endpoint;
import io.sluice.api.Ticker;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The endpoints that stay registered only for a time, with the moment at which each one's is over.
 * Safe for any thread.
 *
 * <p>Whoever takes out what is due first {@linkplain #take takes} it: from then on it can only be
 * registered again, not renewed, so that nobody is told that an endpoint stays that is about to go.
 */
public final class Lifetimes {

  private final Ticker ticker;
  private final ReentrantLock lock = new ReentrantLock();

  /** By service, then by endpoint. */
  private final Map<String, Map<Endpoint, Life>> services = new HashMap<>();

  /**
   * @param taken whether it is being taken out
   */
  private record Life(Duration ttl, long dueNanos, boolean taken) {}

  /** Without any endpoint. */
  public Lifetimes(Ticker ticker) {
    this.ticker = ticker;
  }

  /**
   * A service has these endpoints that stay only for a time, and no others. One whose time was the
   * same before goes on as it was; the others have their whole time.
   */
  public void declare(String service, Map<Endpoint, Duration> ttls) {
    lock.lock();
    try {
      Map<Endpoint, Life> before = services.getOrDefault(service, Map.of());
      Map<Endpoint, Life> after = new HashMap<>();
      ttls.forEach((endpoint, ttl) -> {
        Life old = before.get(endpoint);
        boolean goesOn = old != null && old.ttl().equals(ttl);
        after.put(endpoint, goesOn ? old : whole(ttl));
      });
      if (after.isEmpty()) {
        services.remove(service);
      } else {
        services.put(service, after);
      }
    } finally {
      lock.unlock();
    }
  }

  private Life whole(Duration ttl) {
    return new Life(ttl, ticker.nanos() + ttl.toNanos(), false);
  }

  /**
   * Gives an endpoint its whole time again; false if it is being taken out. One that stays for ever
   * does so.
   */
  public boolean renew(String service, Endpoint endpoint) {
    lock.lock();
    try {
      Life old = known(service).get(endpoint);
      if (old != null && old.taken()) {
        return false;
      }
      return restart(service, endpoint);
    } finally {
      lock.unlock();
    }
  }

  /** Gives an endpoint that is registered again its whole time, though it is being taken out. */
  public void registeredAgain(String service, Endpoint endpoint) {
    lock.lock();
    try {
      restart(service, endpoint);
    } finally {
      lock.unlock();
    }
  }

  private boolean restart(String service, Endpoint endpoint) {
    known(service).computeIfPresent(endpoint, (_, old) -> whole(old.ttl()));
    return true;
  }

  private Map<Endpoint, Life> known(String service) {
    return services.getOrDefault(service, new HashMap<>());
  }

  /** Takes all whose time is over, by service. They are then to be taken out, or released. */
  public Map<String, Set<Endpoint>> take() {
    Map<String, Set<Endpoint>> taken = new HashMap<>();
    lock.lock();
    try {
      long now = ticker.nanos();
      services.forEach((service, lives) ->
          lives.replaceAll((endpoint, life) -> {
            if (life.taken() || life.dueNanos() - now > 0) {
              return life;
            }
            taken.computeIfAbsent(service, _ -> new HashSet<>()).add(endpoint);
            return new Life(life.ttl(), life.dueNanos(), true);
          }));
    } finally {
      lock.unlock();
    }
    return taken;
  }

  /** Whether an endpoint is still to be taken out: it was not registered again. */
  public boolean isTaken(String service, Endpoint endpoint) {
    lock.lock();
    try {
      Life life = known(service).get(endpoint);
      return life != null && life.taken();
    } finally {
      lock.unlock();
    }
  }

  /** They could not be taken out now: they can be renewed, and are due as before. */
  public void release(Map<String, Set<Endpoint>> taken) {
    lock.lock();
    try {
      taken.forEach((service, endpoints) ->
          endpoints.forEach(endpoint ->
              known(service)
                  .computeIfPresent(
                      endpoint, (_, life) -> new Life(life.ttl(), life.dueNanos(), false))));
    } finally {
      lock.unlock();
    }
  }

  /** How many endpoints stay only for a time. */
  public int count() {
    lock.lock();
    try {
      return services.values().stream().mapToInt(Map::size).sum();
    } finally {
      lock.unlock();
    }
  }
}
