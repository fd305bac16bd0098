package io.sluice.runtime.plugin;

import io.sluice.api.Request;
import io.sluice.api.Response;
import io.sluice.api.filter.Filter;
import io.sluice.api.filter.FilterChain;
import io.sluice.runtime.exchange.BodyStream;
import io.sluice.runtime.exchange.ClientException;
import io.sluice.runtime.exchange.EndpointException;
import io.sluice.runtime.guard.Fault;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A filter that answers or throws an {@link IOException}, whatever the plugin's does; if that fails
 * or is in quarantine, the service's failure policy says which. What comes out of the rest of the
 * chain, or out of a body, is not held against it. Safe for any thread.
 */
public final class GuardedFilter implements Filter, Guard {

  private static final String CALL = "filter";

  private final Filter filter;
  private final PluginSpec spec;
  private final FilterFailurePolicy policy;
  private final GuardLog log;

  GuardedFilter(Filter filter, PluginSpec spec, FilterFailurePolicy policy, GuardLog log) {
    this.filter = filter;
    this.spec = spec;
    this.policy = policy;
    this.log = log;
  }

  /** What it was made from. */
  public PluginSpec spec() {
    return spec;
  }

  /** What becomes of a request when it fails. */
  public FilterFailurePolicy policy() {
    return policy;
  }

  @Override
  public Response filter(Request request, FilterChain chain)
      throws IOException, InterruptedException {
    GuardedCall call = log.begin(CALL);
    if (call.isSpared()) {
      return switch (policy) {
        case SKIP -> chain.proceed(request);
        case FAIL -> throw new IOException("the filter is in quarantine");
      };
    }
    FilterCall run = new FilterCall(chain, call, log);
    Response response;
    try (run) {
      response = filter.filter(request, run);
    } catch (Throwable e) {
      return thrown(e, run, call, request);
    }
    return answered(response, run, call, request);
  }

  private Response thrown(Throwable thrown, FilterCall run, GuardedCall call, Request request)
      throws IOException, InterruptedException {
    if (run.overstayed()) {
      call.failed(Fault.LATE, "did not answer within its request's time", thrown);
      throw new IOException("the filter did not answer in time", thrown);
    }
    if (run.isForeign(thrown)) {
      call.undecided();
      run.rethrow();
    }
    switch (thrown) {
      case ClientException e -> {
        call.undecided();
        throw e;
      }
      case EndpointException e -> {
        call.undecided();
        throw e;
      }
      case InterruptedException e -> {
        call.undecided();
        throw e;
      }
      default -> call.threw(thrown);
    }
    return instead(run, request, new IOException("the filter failed", thrown));
  }

  private Response answered(
      @Nullable Response response, FilterCall run, GuardedCall call, Request request)
      throws IOException {
    if (response == null) {
      call.answered("nothing");
      return instead(run, request, new IOException("the filter answered nothing"));
    }
    if (run.passesOn(response)) {
      if (isSpent(response)) {
        call.answered("a body that it had read or closed");
        throw new IOException("the filter passed on a body that it had used");
      }
      end(run, call);
      return response;
    }
    try {
      Response guarded =
          new Response(
              response.status(), response.headers(), new GuardedBody(response.body(), run, log));
      end(run, call);
      return guarded;
    } catch (Throwable e) {
      call.threw(e);
      return instead(run, request, new IOException("the filter's body failed", e));
    }
  }

  private static void end(FilterCall run, GuardedCall call) {
    if (run.overstayed()) {
      String late = "answered when its request's time was up";
      call.failed(Fault.LATE, late, new IllegalStateException(late));
    } else {
      call.succeeded(run.awayNanos());
    }
  }

  private static boolean isSpent(Response response) {
    return response.body() instanceof BodyStream body && !body.isUntouched();
  }

  private Response instead(FilterCall run, Request request, IOException failure)
      throws IOException {
    return switch (policy) {
      case SKIP -> run.without(request).orElseThrow(() -> failure);
      case FAIL -> throw failure;
    };
  }

  @Override
  public Condition condition() {
    return log.condition();
  }

  @Override
  public InstalledPlugin plugin() {
    return log.plugin();
  }

  @Override
  public void close() {
    log.close(filter);
  }
}
