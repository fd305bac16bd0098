package io.sluice.testkit;

import io.sluice.api.Endpoint;
import io.sluice.api.plugin.PluginContext;
import io.sluice.api.plugin.Settings;
import io.sluice.api.probe.Connector;
import io.sluice.api.probe.Connector.Connection;
import io.sluice.api.probe.Probe;
import io.sluice.api.probe.ProbeProvider;
import io.sluice.api.probe.ProbeResult;
import io.sluice.api.probe.ProbeResult.Healthy;
import io.sluice.api.probe.ProbeResult.Unhealthy;
import io.sluice.testkit.fake.LoopbackConnector;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** A sound probe, and bad ones that differ from it in one thing each. */
final class BadProbes {

  private BadProbes() {}

  /** Asks for a path and wants a 200. */
  static class Sound implements ProbeContract {

    @Override
    public ProbeProvider provider() {
      return new ProbeProvider() {
        @Override
        public String name() {
          return "sound";
        }

        @Override
        public Probe create(Settings settings, PluginContext context) {
          begin();
          return Sound.this::check;
        }
      };
    }

    void begin() {}

    ProbeResult check(Endpoint endpoint, Connector connector, Duration timeout) throws IOException {
      try (Connection connection = connector.connect(endpoint, timeout)) {
        return ask(connection);
      }
    }

    ProbeResult ask(Connection connection) throws IOException {
      connection.out().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      StringBuilder head = new StringBuilder();
      InputStream in = connection.in();
      for (int next = in.read(); next >= 0 && head.length() < most(); next = in.read()) {
        head.append((char) next);
        if (head.indexOf("\r\n\r\n", Math.max(0, head.length() - 4)) >= 0) {
          return head.indexOf("HTTP/1.1 200 ") == 0 ? new Healthy(0) : new Unhealthy("not a 200");
        }
      }
      return new Unhealthy("no head");
    }

    int most() {
      return 8192;
    }
  }

  /** Leaves somebody behind. */
  static final class Haunting extends Sound {
    @Override
    void begin() {
      Thread.ofPlatform().daemon().start(() -> LockSupport.parkNanos(6_000_000_000L));
    }
  }

  /** Hears answers before it has asked. */
  static final class Clairvoyant extends Sound {
    @Override
    ProbeResult ask(Connection connection) throws IOException {
      return super.ask(connection) instanceof Healthy ? new Healthy(-1) : new Unhealthy("unwell");
    }
  }

  /** Reads the time from a clock of its own. */
  static final class Timekeeping extends Sound {
    @Override
    ProbeResult check(Endpoint endpoint, Connector connector, Duration timeout) throws IOException {
      long start = System.nanoTime();
      ProbeResult result = super.check(endpoint, connector, timeout);
      return result instanceof Healthy ? new Healthy(System.nanoTime() - start) : result;
    }
  }

  /** Takes the first piece for the whole. */
  static final class Impatient extends Sound {
    @Override
    ProbeResult ask(Connection connection) throws IOException {
      connection.out().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      byte[] first = new byte[most()];
      int length = Math.max(0, connection.in().read(first));
      String head = new String(first, 0, length, StandardCharsets.ISO_8859_1);
      return head.startsWith("HTTP/1.1 200 ") && head.contains("\r\n\r\n")
          ? new Healthy(0)
          : new Unhealthy("not a 200");
    }
  }

  /** Doesn't say why. */
  static final class Silent extends Sound {
    @Override
    ProbeResult ask(Connection connection) throws IOException {
      return super.ask(connection) instanceof Healthy healthy ? healthy : new Unhealthy("");
    }
  }

  /** Never forgives. */
  static final class Grudging extends Sound {
    private final Set<Endpoint> unwell = ConcurrentHashMap.newKeySet();

    @Override
    ProbeResult check(Endpoint endpoint, Connector connector, Duration timeout) throws IOException {
      ProbeResult result = super.check(endpoint, connector, timeout);
      if (result instanceof Unhealthy) {
        unwell.add(endpoint);
      }
      return unwell.contains(endpoint) ? new Unhealthy("it was once") : result;
    }
  }

  /** Takes a refusal for a sign of life. */
  static final class Lenient extends Sound {
    @Override
    ProbeResult check(Endpoint endpoint, Connector connector, Duration timeout) throws IOException {
      try {
        return super.check(endpoint, connector, timeout);
      } catch (ConnectException e) {
        return new Healthy(0);
      }
    }
  }

  /** Finds nobody well. */
  static final class Gloomy extends Sound {
    @Override
    ProbeResult ask(Connection connection) throws IOException {
      return new Unhealthy(super.ask(connection).toString());
    }
  }

  /** Finds everybody well who answers the phone. */
  static final class Cheerful extends Sound {
    @Override
    ProbeResult ask(Connection connection) throws IOException {
      super.ask(connection);
      return new Healthy(0);
    }
  }

  /** Takes no answer for a good one. */
  static final class Trusting extends Sound {
    @Override
    ProbeResult check(Endpoint endpoint, Connector connector, Duration timeout) {
      try {
        return super.check(endpoint, connector, timeout);
      } catch (IOException e) {
        return new Healthy(1);
      }
    }
  }

  /** Goes its own way where the host's is barred. */
  static final class Sneaky extends Sound {
    @Override
    ProbeResult check(Endpoint endpoint, Connector connector, Duration timeout) throws IOException {
      try {
        return super.check(endpoint, connector, timeout);
      } catch (IOException e) {
        return super.check(endpoint, new LoopbackConnector(), timeout);
      }
    }
  }

  /** Asks again if the answer displeases. */
  static final class Insistent extends Sound {
    @Override
    ProbeResult check(Endpoint endpoint, Connector connector, Duration timeout) throws IOException {
      return super.check(endpoint, connector, timeout) instanceof Healthy healthy
          ? healthy
          : super.check(endpoint, connector, timeout);
    }
  }

  /** Leaves the door open. */
  static final class Careless extends Sound {
    @Override
    ProbeResult check(Endpoint endpoint, Connector connector, Duration timeout) throws IOException {
      return ask(connector.connect(endpoint, timeout));
    }
  }

  /** Won't be told to stop. */
  static final class Relentless extends Sound {
    @Override
    ProbeResult ask(Connection connection) throws IOException {
      try {
        return super.ask(connection);
      } catch (IOException e) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < 7_000_000_000L) {
          LockSupport.parkNanos(10_000_000);
          Thread.interrupted();
        }
        throw e;
      }
    }
  }

  /** Reads as long as something comes. */
  static final class Insatiable extends Sound {
    @Override
    int most() {
      return 1 << 22;
    }
  }

  /** Comes apart when two ask at once. */
  static final class Fragile extends Sound {
    private final Crowd crowd = new Crowd();

    @Override
    ProbeResult ask(Connection connection) throws IOException {
      return crowd.refuse(() -> {
        try {
          return super.ask(connection);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      });
    }
  }
}
