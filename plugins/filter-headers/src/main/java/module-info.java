import io.sluice.api.filter.FilterProvider;
import io.sluice.filter.headers.HeadersFilterProvider;
import org.jspecify.annotations.NullMarked;

/**
 * A filter that sets, adds and removes fields of requests and answers.
 *
 * @provides io.sluice.api.filter.FilterProvider named {@code headers}
 */
@NullMarked
module io.sluice.filter.headers {
  requires io.sluice.api;
  requires static org.jspecify;

  provides FilterProvider with
      HeadersFilterProvider;
}
