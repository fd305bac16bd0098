package io.sluice.runtime.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sluice.api.limiter.LimitDecision;
import io.sluice.runtime.exchange.RequestHeads;
import io.sluice.runtime.exchange.Route;
import io.sluice.runtime.exchange.Service;
import io.sluice.runtime.exchange.Timeouts;
import io.sluice.runtime.metrics.ServiceMeters;
import io.sluice.runtime.route.RouteTable.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RouteTableTest {

  private static Entry entry(String host, String path, String name) {
    Service service =
        new Service(
            name, _ -> LimitDecision.ADMITTED, List.of(), Timeouts.DEFAULTS, ServiceMeters.NONE);
    return new Entry(host, new Route(path, service, true, ""));
  }

  private static void assertLeads(String name, RouteTable table, String host, String path) {
    assertEquals(
        Optional.of(name),
        table.find(RequestHeads.get(host, path)).map(route -> route.service().name()));
  }

  @Test
  void theLongestPathOfWholeSegmentsWins() {
    RouteTable table =
        new RouteTable(
            List.of(
                entry("*", "/", "root"),
                entry("*", "/books", "books"),
                entry("*", "/books/new", "new")));
    assertLeads("books", table, "any", "/books");
    assertLeads("books", table, "any", "/books/");
    assertLeads("new", table, "any", "/books/new/1");
    assertLeads("books", table, "any", "/books/newest");
    assertLeads("root", table, "any", "/bookshop");
  }

  @Test
  void aHostOfItsOwnGoesBeforeAWildcardAndThatBeforeAny() {
    RouteTable table =
        new RouteTable(
            List.of(
                entry("*", "/books", "any"),
                entry("*.example.com", "/", "wild"),
                entry("*.eu.example.com", "/", "wilder"),
                entry("shop.example.com", "/books", "exact"),
                entry("[::1]", "/", "v6")));
    assertLeads("exact", table, "Shop.Example.com:8080", "/books");
    assertLeads("wild", table, "shop.example.com", "/other");
    assertLeads("wilder", table, "a.b.eu.example.com.", "/books");
    assertLeads("any", table, "example.com", "/books");
    assertLeads("v6", table, "[::1]:80", "/books");
    assertEquals(Optional.empty(), table.find(RequestHeads.get("example.com", "/other")));
  }

  @Test
  void whatIsNoPathLeadsNowhere() {
    RouteTable table = new RouteTable(List.of(entry("*", "/", "root")));
    assertEquals(Optional.empty(), table.find(RequestHeads.get("any", "*")));
    assertEquals(Optional.empty(), RouteTable.EMPTY.find(RequestHeads.get("any", "/")));
  }

  @Test
  void oneHostAndPathCanNotLeadToTwo() {
    List<Entry> twice = List.of(entry("*", "/a", "one"), entry("*", "/a", "two"));
    assertThrows(IllegalArgumentException.class, () -> new RouteTable(twice));
  }

  @Test
  void tenThousandRoutesAreToldApart() {
    List<Entry> many = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      many.add(entry("*", "/service-" + i, "s" + i));
    }
    RouteTable table = new RouteTable(many);
    for (int i = 0; i < 10_000; i++) {
      assertLeads("s" + i, table, "any", "/service-" + i + "/x");
    }
  }
}
