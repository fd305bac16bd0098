package io.sluice.testkit;

import io.sluice.api.Outcome.Abandoned;
import io.sluice.api.limiter.LimitDecision;
import io.sluice.api.limiter.LimitDecision.Admitted;
import io.sluice.api.limiter.LimitDecision.Quota;
import io.sluice.api.limiter.LimitDecision.Rejected;
import io.sluice.api.limiter.LimitRequest;
import io.sluice.api.limiter.Limiter;
import io.sluice.api.limiter.LimiterProvider;
import io.sluice.api.plugin.PluginContext;
import io.sluice.api.plugin.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/** A sound limiter, and bad ones that differ from it in one thing each. */
final class BadLimiters {

  private BadLimiters() {}

  /** Admits three requests of a client at once, then one each tenth of a second. */
  static class Sound implements LimiterContract {

    static final long TOKEN_NANOS = 100_000_000;
    static final long FILL_NANOS = 3 * TOKEN_NANOS;

    @Override
    public int enough() {
      return 10;
    }

    @Override
    public LimiterProvider provider() {
      return new LimiterProvider() {
        @Override
        public String name() {
          return "sound";
        }

        @Override
        public Limiter create(Settings settings, PluginContext context) {
          return limiter(context);
        }
      };
    }

    Limiter limiter(PluginContext context) {
      Map<String, Long> fullAt = new ConcurrentHashMap<>();
      long origin = origin(context);
      return request -> decide(fullAt, request, context.ticker().nanos() - origin);
    }

    long origin(PluginContext context) {
      return context.ticker().nanos();
    }

    LimitDecision decide(Map<String, Long> fullAt, LimitRequest request, long now) {
      synchronized (fullAt) {
        long then = Math.max(now, fullAt.getOrDefault(request.client().key(), 0L)) + TOKEN_NANOS;
        if (then - now > FILL_NANOS) {
          return rejected(then - now - FILL_NANOS);
        }
        fullAt.put(request.client().key(), then);
        return LimitDecision.ADMITTED;
      }
    }

    Rejected rejected(long nanos) {
      return new Rejected(Duration.ofNanos(nanos), "too many", List.of());
    }
  }

  /** Admits nobody. */
  static final class Closed extends Sound {
    @Override
    LimitDecision decide(Map<String, Long> fullAt, LimitRequest request, long now) {
      return rejected(1);
    }
  }

  /** Admits everybody. */
  static final class Open extends Sound {
    @Override
    LimitDecision decide(Map<String, Long> fullAt, LimitRequest request, long now) {
      return LimitDecision.ADMITTED;
    }
  }

  /** Promises too much. */
  static final class Liar extends Sound {
    @Override
    Rejected rejected(long nanos) {
      return super.rejected(1 + nanos / 2);
    }
  }

  /** Admits nobody in the moment of its birth. */
  static final class Shy extends Sound {
    @Override
    LimitDecision decide(Map<String, Long> fullAt, LimitRequest request, long now) {
      return now == 0 ? rejected(1) : super.decide(fullAt, request, now);
    }
  }

  /** Tosses a coin for one client. */
  static final class Moody extends Sound {
    @Override
    LimitDecision decide(Map<String, Long> fullAt, LimitRequest request, long now) {
      LimitDecision decision = super.decide(fullAt, request, now);
      return request.client().key().equals("10.0.0.3") && ThreadLocalRandom.current().nextBoolean()
          ? LimitDecision.ADMITTED
          : decision;
    }
  }

  /** Takes the clock for one that starts at zero. */
  static final class Naive extends Sound {
    @Override
    long origin(PluginContext context) {
      return 0;
    }
  }

  /** Counts what the youngest instance's clients did. */
  static final class Communal extends Sound {
    private static final AtomicReference<Map<String, Long>> SHARED =
        new AtomicReference<>(Map.of());

    @Override
    Limiter limiter(PluginContext context) {
      SHARED.set(new ConcurrentHashMap<>());
      long origin = origin(context);
      return request -> decide(SHARED.get(), request, context.ticker().nanos() - origin);
    }
  }

  /** Wants to know the host. */
  static final class Prudish extends Sound {
    @Override
    LimitDecision decide(Map<String, Long> fullAt, LimitRequest request, long now) {
      if (request.head().authority().isEmpty()) {
        throw new IllegalArgumentException("no host");
      }
      return super.decide(fullAt, request, now);
    }
  }

  /** Falls apart when it is called after its end. */
  static final class Sentimental extends Sound {
    @Override
    Limiter limiter(PluginContext context) {
      Limiter sound = super.limiter(context);
      return new Limiter() {
        private volatile boolean closed;

        @Override
        public LimitDecision tryAcquire(LimitRequest request) {
          return sound.tryAcquire(request) instanceof Rejected rejected
              ? rejected
              : new Admitted(_ -> end());
        }

        private void end() {
          if (closed) {
            throw new IllegalStateException("it is over");
          }
        }

        @Override
        public void close() {
          closed = true;
        }
      };
    }
  }

  /** Tells no reason. */
  static final class Mute extends Sound {
    @Override
    Rejected rejected(long nanos) {
      return new Rejected(Duration.ofNanos(nanos), "", List.of());
    }
  }

  /** Tells numbers that can't be. */
  static final class Confused extends Sound {
    @Override
    Rejected rejected(long nanos) {
      Quota quota = new Quota("burst", 3, Duration.ofSeconds(1), 4, Duration.ZERO);
      return new Rejected(Duration.ofNanos(nanos), "too many", List.of(quota));
    }
  }

  /** Can't bear to be left. */
  static final class Clingy extends Sound {
    @Override
    LimitDecision decide(Map<String, Long> fullAt, LimitRequest request, long now) {
      return super.decide(fullAt, request, now) instanceof Rejected rejected
          ? rejected
          : new Admitted(outcome -> {
            if (outcome instanceof Abandoned) {
              throw new IllegalStateException("left");
            }
          });
    }
  }

  /** Ponders over one client. */
  static final class Ponderous extends Sound {
    @Override
    LimitDecision decide(Map<String, Long> fullAt, LimitRequest request, long now) {
      if (request.client().key().equals("10.0.0.5")) {
        LockSupport.parkNanos(20_000_000);
      }
      return super.decide(fullAt, request, now);
    }
  }

  /** Comes apart when two ask at once; looks no closer when there are many, to be quick. */
  static final class Fragile extends Sound {
    private final Crowd crowd = new Crowd();

    @Override
    LimitDecision decide(Map<String, Long> fullAt, LimitRequest request, long now) {
      return fullAt.size() > 10_000
          ? super.decide(fullAt, request, now)
          : crowd.refuse(() -> super.decide(fullAt, request, now));
    }
  }

  /** Forgets everybody when there are many. */
  static final class Forgetful extends Sound {
    @Override
    LimitDecision decide(Map<String, Long> fullAt, LimitRequest request, long now) {
      if (fullAt.size() > 10_000) {
        fullAt.clear();
      }
      return super.decide(fullAt, request, now);
    }
  }
}
