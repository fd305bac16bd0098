import io.sluice.api.filter.FilterProvider;
import io.sluice.filter.rewrite.RewriteFilterProvider;
import org.jspecify.annotations.NullMarked;

/**
 * A filter that changes the paths of requests.
 *
 * @provides io.sluice.api.filter.FilterProvider named {@code rewrite}
 */
@NullMarked
module io.sluice.filter.rewrite {
  requires io.sluice.api;
  requires static org.jspecify;

  provides FilterProvider with
      RewriteFilterProvider;
}
