import io.sluice.api.filter.FilterProvider;
import io.sluice.filter.apikey.ApiKeyFilterProvider;
import org.jspecify.annotations.NullMarked;

/**
 * A filter that lets those pass who show a known key.
 *
 * @provides io.sluice.api.filter.FilterProvider named {@code api-key}
 */
@NullMarked
module io.sluice.filter.apikey {
  requires io.sluice.api;
  requires static org.jspecify;

  provides FilterProvider with
      ApiKeyFilterProvider;
}
