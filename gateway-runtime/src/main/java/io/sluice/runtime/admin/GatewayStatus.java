package io.sluice.runtime.admin;

import io.sluice.runtime.metrics.InstanceState;
import io.sluice.runtime.plugin.PluginView;
import io.sluice.runtime.registry.ServiceView;
import io.sluice.runtime.registry.ServiceView.EndpointView;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How the gateway is, in one document for people.
 *
 * @param version what runs
 * @param started since when
 * @param clock tells the time
 */
public record GatewayStatus(String version, Instant started, InstantSource clock) {

  /** That of a gateway that starts now. */
  public static GatewayStatus starting(String version, InstantSource clock) {
    return new GatewayStatus(version, clock.instant(), clock);
  }

  /** The resource. */
  Resource resource(AdminRooms rooms) {
    return Resource.readOnly(_ -> Reply.json(200, document(rooms)));
  }

  private Map<String, Object> document(AdminRooms rooms) {
    List<ServiceView> services = rooms.registry().views();
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("version", version);
    document.put("startedAt", started.toString());
    document.put("uptimeSeconds", Duration.between(started, clock.instant()).toSeconds());
    document.put("ready", rooms.ready().getAsBoolean());
    document.put("revision", rooms.registry().revision());
    document.put("services", services.size());
    document.put("endpoints", endpoints(services));
    document.put("plugins", plugins(rooms));
    return document;
  }

  /** How many endpoints are in which state. */
  private static Map<String, Integer> endpoints(List<ServiceView> services) {
    Map<String, Integer> counts = new TreeMap<>();
    services.stream()
        .flatMap(service -> service.endpoints().stream())
        .map(EndpointView::state)
        .forEach(state -> counts.merge(state, 1, Integer::sum));
    return counts;
  }

  /** What can't be used, and what does not work as it should. */
  private static Map<String, Object> plugins(AdminRooms rooms) {
    List<String> ailing =
        rooms.registry().plugins().stream()
            .filter(view -> view.worst() != InstanceState.OK)
            .map(GatewayStatus::condition)
            .toList();
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("faults", rooms.swap().faults());
    document.put("ailing", ailing);
    return document;
  }

  private static String condition(PluginView view) {
    return "%s %s is %s"
        .formatted(view.plugin().kind().word(), view.plugin().name(), view.worst().word());
  }
}
