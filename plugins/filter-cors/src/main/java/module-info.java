import io.sluice.api.filter.FilterProvider;
import io.sluice.filter.cors.CorsFilterProvider;
import org.jspecify.annotations.NullMarked;

/**
 * A filter that lets pages of other origins use a service.
 *
 * @provides io.sluice.api.filter.FilterProvider named {@code cors}
 */
@NullMarked
module io.sluice.filter.cors {
  requires io.sluice.api;
  requires static org.jspecify;

  provides FilterProvider with
      CorsFilterProvider;
}
