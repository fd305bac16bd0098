package io.sluice.filter.headers;

import io.sluice.api.Request;
import io.sluice.api.RequestHead;
import io.sluice.api.Response;
import io.sluice.api.filter.Filter;
import io.sluice.api.filter.FilterChain;

/**
 * Passes every request on with its fields changed, and changes the fields of every answer, those
 * that the gateway gives itself included. Immutable; any number of threads pass at once.
 */
final class HeadersFilter implements Filter {

  private final HeadersSettings settings;

  HeadersFilter(HeadersSettings settings) {
    this.settings = settings;
  }

  @Override
  public Response filter(Request request, FilterChain chain) {
    RequestHead head = request.head();
    Request changed = request.withHead(head.withHeaders(settings.request().of(head.headers())));
    Response response = chain.proceed(changed);
    return response.withHeaders(settings.response().of(response.headers()));
  }
}
