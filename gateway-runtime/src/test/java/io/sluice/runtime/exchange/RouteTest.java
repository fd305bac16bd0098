package io.sluice.runtime.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.api.limiter.LimitDecision;
import io.sluice.runtime.metrics.ServiceMeters;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RouteTest {

  private static final Service SERVICE =
      new Service(
          "any", _ -> LimitDecision.ADMITTED, List.of(), Timeouts.DEFAULTS, ServiceMeters.NONE);

  @ParameterizedTest
  @CsvSource({
    "/books, true, /books, '', /, /books",
    "/books, true, /books/, /, /, /books",
    "/books, true, /books/1, /1, /1, /books",
    "/books, true, /bookshop, /bookshop, /bookshop, ''",
    "/books, true, /, /, /, ''",
    "/books, false, /books/1, /books/1, /books/1, ''",
    "/, true, /books, /books, /books, ''",
  })
  void onlyWhatIsTakenOffIsTold(
      String route, boolean strip, String path, String rest, String forwarded, String prefix) {
    Route it = new Route(route, SERVICE, strip, "");
    assertEquals(rest, it.remainder(path));
    assertEquals(forwarded, it.forwardPath(path));
    assertEquals(prefix, it.strippedPrefix(path));
  }
}
