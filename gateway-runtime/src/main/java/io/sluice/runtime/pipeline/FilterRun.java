package io.sluice.runtime.pipeline;

import io.sluice.api.Request;
import io.sluice.api.Response;
import io.sluice.api.filter.Filter;
import io.sluice.runtime.exchange.ClientException;
import io.sluice.runtime.exchange.EndpointException;
import io.sluice.runtime.exchange.Exchange;
import io.sluice.runtime.exchange.FailureCode;
import io.sluice.runtime.exchange.HostChain;
import io.sluice.runtime.exchange.Routed;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One request's way through the filters of its service. Belongs to the request's thread. */
final class FilterRun {

  /** What comes after the last filter. */
  @FunctionalInterface
  interface Rest {
    Response respond(Exchange exchange, Routed routed, Request request) throws ClientException;
  }

  private final Exchange exchange;
  private final Routed routed;
  private final Rest rest;
  private @Nullable ClientException clientFailure;

  FilterRun(Exchange exchange, Routed routed, Rest rest) {
    this.exchange = exchange;
    this.routed = routed;
    this.rest = rest;
  }

  /**
   * The answer that the outermost filter returns.
   *
   * @throws ClientException if the client failed, whatever the filters made of it
   */
  Response respond(Request request) throws ClientException {
    Response response = from(0, request);
    if (clientFailure != null) {
      throw clientFailure;
    }
    return response;
  }

  private Response from(int index, Request request) {
    List<Filter> filters = routed.service().filters();
    if (index == filters.size()) {
      return afterFilters(request);
    }
    try {
      return filters.get(index).filter(request, new Link(index + 1));
    } catch (ClientException e) {
      clientFailure = e;
      return Failures.answer(e.code());
    } catch (EndpointException e) {
      return Pipeline.failure(exchange, exchange.codeOf(e));
    } catch (IOException e) {
      return failed();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed();
    }
  }

  private Response failed() {
    return Pipeline.failure(
        exchange, exchange.isOverdue() ? FailureCode.DEADLINE_EXCEEDED : FailureCode.FILTER_FAILED);
  }

  private Response afterFilters(Request request) {
    try {
      return rest.respond(exchange, routed, request);
    } catch (ClientException e) {
      clientFailure = e;
      return Failures.answer(e.code());
    }
  }

  /** The chain as one filter sees it; can be followed once. */
  private final class Link implements HostChain {

    private final int next;
    private boolean followed;

    private Link(int next) {
      this.next = next;
    }

    @Override
    public long leftNanos() {
      return exchange.leftNanos();
    }

    @Override
    public String certificateName() {
      return exchange.certificateName();
    }

    @Override
    public Response proceed(Request request) {
      if (followed) {
        throw new IllegalStateException("a filter may proceed once");
      }
      followed = true;
      return from(next, request);
    }
  }
}
