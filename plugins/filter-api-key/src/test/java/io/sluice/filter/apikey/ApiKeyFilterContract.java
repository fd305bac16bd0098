package io.sluice.filter.apikey;

import io.sluice.api.Body;
import io.sluice.api.Request;
import io.sluice.api.filter.FilterProvider;
import io.sluice.testkit.FilterContract;
import io.sluice.testkit.fake.Requests;
import java.util.Map;

/** The laws for filters, on this one when it lets a request pass. */
final class ApiKeyFilterContract implements FilterContract {

  @Override
  public FilterProvider provider() {
    return new ApiKeyFilterProvider();
  }

  @Override
  public Map<String, ?> settings() {
    return Keys.settings();
  }

  @Override
  public Request request(Body body) {
    Request request = Requests.request("/books/1", body);
    return request.withHead(
        request.head().withHeaders(request.head().headers().with("X-API-Key", Keys.OF_ANN)));
  }
}
