package io.sluice.filter.cors;

import io.sluice.api.Body;
import io.sluice.api.Headers;
import io.sluice.api.Request;
import io.sluice.api.RequestHead;
import io.sluice.api.filter.FilterProvider;
import io.sluice.testkit.FilterContract;
import io.sluice.testkit.fake.Requests;
import java.util.List;
import java.util.Map;

/** The laws for filters, on this one when it answers itself. */
final class CorsPreflightContract implements FilterContract {

  @Override
  public FilterProvider provider() {
    return new CorsFilterProvider();
  }

  @Override
  public Map<String, ?> settings() {
    return Map.of("origins", List.of("*"));
  }

  @Override
  public Request request(Body body) {
    Headers fields =
        Headers.of("Origin", "https://books.example", "Access-Control-Request-Method", "GET");
    return Requests.request("/", body)
        .withHead(new RequestHead("OPTIONS", "http", "books.example", "/", "", fields));
  }
}
