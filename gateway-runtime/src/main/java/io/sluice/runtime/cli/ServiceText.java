package io.sluice.runtime.cli;

import io.sluice.runtime.cli.Table.Cell;
import io.sluice.runtime.client.Document;
import java.util.List;

/** Services for people. */
final class ServiceText {

  private ServiceText() {}

  /** Services, one a line. */
  static Table table(List<Document> services) {
    Table table = new Table(List.of("NAME", "READY", "PATHS", "BALANCER", "TAGS", "REVISION"));
    for (Document service : services) {
      table.row(
          plain(service.at("name").text()),
          ready(endpoints(service)),
          plain(service.at("paths").texts()),
          plain(policy(service.at("balancer"))),
          plain(service.at("tags").texts()),
          plain(revision(service)));
    }
    return table;
  }

  /** One service, and its endpoints, one a line. */
  static void show(Document service, Output output) {
    output.line(
        output.paint(Ink.TITLE, service.at("name").text()) + "  revision " + revision(service));
    Table table = new Table();
    for (String list : List.of("paths", "hosts", "tags")) {
      addTo(table, list, service.at(list).texts());
    }
    for (String kind : List.of("balancer", "limiter", "probe")) {
      addTo(table, kind, policy(service.at(kind)));
    }
    List<String> filters =
        service.at("filters").elements().stream().map(ServiceText::policy).toList();
    addTo(table, "filters", String.join(" ", filters));
    output.table(table);
    output.line("");
    output.table(endpointsTable(endpoints(service)));
  }

  private static void addTo(Table table, String title, String text) {
    if (!text.isEmpty()) {
      table.row("  " + title, text);
    }
  }

  private static Table endpointsTable(List<Document> endpoints) {
    Table table = new Table(List.of("ENDPOINT", "STATE", "WEIGHT", "IN FLIGHT", "SINCE", "REASON"));
    for (Document endpoint : endpoints) {
      String state = endpoint.at("state").text();
      table.row(
          plain(endpoint.at("address").text()),
          new Cell(ink(state), state),
          plain(endpoint.at("weight").text()),
          plain(endpoint.at("inFlight").text()),
          plain(endpoint.at("since").text()),
          plain(endpoint.at("reason").text()));
    }
    return table;
  }

  /** The endpoints with how they are at the moment. */
  static List<Document> endpoints(Document service) {
    List<Document> live = service.at("status").at("endpoints").elements();
    return live.isEmpty() ? service.at("endpoints").elements() : live;
  }

  private static Cell plain(String text) {
    return new Cell(Ink.PLAIN, text);
  }

  private static Cell ready(List<Document> endpoints) {
    long ready = endpoints.stream().filter(ServiceText::isReady).count();
    Ink ink = ready == endpoints.size() ? Ink.GOOD : ready == 0 ? Ink.BAD : Ink.ODD;
    return new Cell(ink, ready + "/" + endpoints.size());
  }

  private static boolean isReady(Document endpoint) {
    String state = endpoint.at("state").text();
    return state.equals("up") || state.equals("unknown");
  }

  /** How a state looks. */
  static Ink ink(String state) {
    return switch (state) {
      case "up", "ok" -> Ink.GOOD;
      case "down", "failing", "quarantined", "stuck" -> Ink.BAD;
      default -> Ink.ODD;
    };
  }

  private static String policy(Document policy) {
    String name = policy.at("name").text();
    return name.isEmpty() ? policy.text() : name;
  }

  private static String revision(Document service) {
    Document status = service.at("status");
    Document holder = status.isEmpty() ? service : status;
    return holder.at("readOnly").text().equals("true") ? "(file)" : holder.at("revision").text();
  }
}
