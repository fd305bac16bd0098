package io.sluice.testkit;

import io.sluice.api.Body;
import io.sluice.api.Request;
import io.sluice.api.Response;
import io.sluice.api.filter.Filter;
import io.sluice.api.filter.FilterChain;
import io.sluice.api.filter.FilterProvider;
import io.sluice.api.plugin.PluginContext;
import io.sluice.api.plugin.Settings;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** A sound filter, and bad ones that differ from it in one thing each. */
final class BadFilters {

  private BadFilters() {}

  /** Adds a field to the answer. */
  static class Sound implements FilterContract {

    @Override
    public FilterProvider provider() {
      return new FilterProvider() {
        @Override
        public String name() {
          return "sound";
        }

        @Override
        public Filter create(Settings settings, PluginContext context) {
          begin();
          return Sound.this::filter;
        }
      };
    }

    void begin() {}

    Response filter(Request request, FilterChain chain) throws IOException {
      Response response = chain.proceed(request);
      return response.withHeaders(response.headers().with("X-Seen", "1"));
    }
  }

  /** Can't bear the worst. */
  static final class Squeamish extends Sound {
    @Override
    Response filter(Request request, FilterChain chain) throws IOException {
      Response response = super.filter(request, chain);
      if (response.status() >= 550) {
        throw new IOException("a " + response.status());
      }
      return response;
    }
  }

  /** Tries again by itself. */
  static final class Insistent extends Sound {
    @Override
    Response filter(Request request, FilterChain chain) throws IOException {
      Response response = super.filter(request, chain);
      return response.status() == 503 ? super.filter(request, chain) : response;
    }
  }

  /** Reads a byte of what it passes on. */
  static final class Curious extends Sound {
    @Override
    Response filter(Request request, FilterChain chain) throws IOException {
      request.body().stream().read();
      return super.filter(request, chain);
    }
  }

  /** Drops the request's body. */
  static final class Careless extends Sound {
    @Override
    Response filter(Request request, FilterChain chain) throws IOException {
      return super.filter(new Request(request.head(), Body.empty(), request.client()), chain);
    }
  }

  /** Drops the answer's body. */
  static final class Forgetful extends Sound {
    @Override
    Response filter(Request request, FilterChain chain) throws IOException {
      Response response = super.filter(request, chain);
      return new Response(response.status(), response.headers(), Body.empty());
    }
  }

  /** Reads a byte of the answer. */
  static final class Nosy extends Sound {
    @Override
    Response filter(Request request, FilterChain chain) throws IOException {
      Response response = super.filter(request, chain);
      response.body().stream().read();
      return response;
    }
  }

  /** Drops the answer's body where something is wrong with the request. */
  static final class Dismissive extends Sound {
    @Override
    Response filter(Request request, FilterChain chain) throws IOException {
      Response response = super.filter(request, chain);
      return response.status() < 400
          ? response
          : new Response(response.status(), response.headers(), Body.empty());
    }
  }

  /** Wants to know the host. */
  static final class Prudish extends Sound {
    @Override
    Response filter(Request request, FilterChain chain) throws IOException {
      if (request.head().authority().isEmpty()) {
        throw new IOException("no host");
      }
      return super.filter(request, chain);
    }
  }

  /** Adds a field by its own dice when it has seen twenty requests. */
  static final class Gambler extends Sound {
    private final AtomicInteger seen = new AtomicInteger();

    @Override
    void begin() {
      seen.set(0);
    }

    @Override
    Response filter(Request request, FilterChain chain) throws IOException {
      Response response = super.filter(request, chain);
      return seen.incrementAndGet() <= 20
          ? response
          : response.withHeaders(response.headers().with("X-Lucky", String.valueOf(luck())));
    }

    private static long luck() {
      return ThreadLocalRandom.current().nextLong();
    }
  }

  /** Counts together what all instances do, from the birth of the youngest. */
  static final class Communal extends Sound {
    private static final AtomicInteger COUNT = new AtomicInteger();

    @Override
    void begin() {
      COUNT.set(0);
    }

    @Override
    Response filter(Request request, FilterChain chain) throws IOException {
      Response response = super.filter(request, chain);
      String count = String.valueOf(COUNT.incrementAndGet());
      return response.withHeaders(response.headers().with("X-Count", count));
    }
  }

  /** Has something to say when nothing is to be said. */
  static final class Chatty extends Sound {
    @Override
    Response filter(Request request, FilterChain chain) throws IOException {
      Response response = super.filter(request, chain);
      if (response.body().length() != 0) {
        return response;
      }
      response.body().close();
      return new Response(response.status(), response.headers(), Body.of(new byte[] {'!'}));
    }
  }

  /** Takes the end of a broken body for its end. */
  static final class Swallowing extends Sound {
    @Override
    Response filter(Request request, FilterChain chain) throws IOException {
      Response response = super.filter(request, chain);
      Body body = response.body();
      Body quiet =
          new Body() {
            private final InputStream stream = new QuietStream(body.stream());

            @Override
            public long length() {
              return body.length();
            }

            @Override
            public InputStream stream() {
              return stream;
            }

            @Override
            public void close() {
              body.close();
            }
          };
      return new Response(response.status(), response.headers(), quiet);
    }
  }

  private static final class QuietStream extends FilterInputStream {

    QuietStream(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      try {
        return super.read(bytes, offset, length);
      } catch (IOException e) {
        return -1;
      }
    }
  }

  /** Tells a length that is not. */
  static final class Boastful extends Sound {
    @Override
    Response filter(Request request, FilterChain chain) throws IOException {
      Response response = super.filter(request, chain);
      Body body = response.body();
      Body boasting =
          new Body() {
            @Override
            public long length() {
              return body.length() + 1;
            }

            @Override
            public InputStream stream() {
              return body.stream();
            }

            @Override
            public void close() {
              body.close();
            }
          };
      return new Response(response.status(), response.headers(), boasting);
    }
  }

  /** Comes apart when two ask at once. */
  static final class Fragile extends Sound {
    private final Crowd crowd = new Crowd();

    @Override
    Response filter(Request request, FilterChain chain) {
      return crowd.refuse(() -> {
        Response response = chain.proceed(request);
        return response.withHeaders(response.headers().with("X-Seen", "1"));
      });
    }
  }
}
