package io.sluice.runtime.plugin;

import io.sluice.api.Request;
import io.sluice.api.Response;
import io.sluice.api.filter.Filter;
import io.sluice.api.filter.FilterChain;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A filter that answers or throws an {@link IOException}, whatever the plugin's does. What comes
 * out of the rest of the chain is not held against it. Safe for any thread.
 */
public final class GuardedFilter implements Filter, Guard {

  private static final String CALL = "filter";

  private final Filter filter;
  private final PluginSpec spec;
  private final GuardLog log;

  GuardedFilter(Filter filter, PluginSpec spec, GuardLog log) {
    this.filter = filter;
    this.spec = spec;
    this.log = log;
  }

  /** What it was made from. */
  public PluginSpec spec() {
    return spec;
  }

  @Override
  public Response filter(Request request, FilterChain chain)
      throws IOException, InterruptedException {
    long begun = log.begin();
    Rest rest = new Rest(chain, log);
    Response response;
    try {
      response = filter.filter(request, rest);
    } catch (IOException | InterruptedException e) {
      throw e;
    } catch (Throwable e) {
      rest.rethrowIfOwn(e);
      log.failed(CALL, e);
      throw new IOException("the filter failed: " + e, e);
    }
    if (response == null) {
      log.wrong(CALL, "null");
      throw new IOException("the filter answered nothing");
    }
    log.ended(CALL, begun, rest.nanos);
    return response;
  }

  @Override
  public InstalledPlugin plugin() {
    return log.plugin();
  }

  @Override
  public void close() {
    log.close(filter);
  }

  /** The rest of the chain for one request; remembers what it threw and how long it took. */
  private static final class Rest implements FilterChain {

    private final FilterChain chain;
    private final GuardLog log;
    private @Nullable RuntimeException thrown;
    private long nanos;

    private Rest(FilterChain chain, GuardLog log) {
      this.chain = chain;
      this.log = log;
    }

    @Override
    public Response proceed(Request request) {
      if (thrown != null) {
        throw thrown;
      }
      long begun = log.now();
      try {
        return chain.proceed(request);
      } catch (IllegalStateException e) {
        throw e; // the filter's own fault: it proceeded twice
      } catch (RuntimeException e) {
        thrown = e;
        throw e;
      } finally {
        nanos += log.now() - begun;
      }
    }

    private void rethrowIfOwn(Throwable caught) {
      RuntimeException own = thrown;
      if (own != null && own.equals(caught)) {
        throw own;
      }
    }
  }
}
