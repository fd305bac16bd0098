package io.sluice.runtime.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.api.Endpoint;
import io.sluice.api.Outcome;
import io.sluice.api.plugin.PluginMetrics;
import io.sluice.runtime.exchange.EndpointState;
import io.sluice.runtime.exchange.LiveEndpoint;
import io.sluice.runtime.metrics.PluginMeters.InstanceMeters;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GatewayMetersTest {

  private static final Endpoint FIRST = Endpoint.parse("127.0.0.1:9001");
  private static final Endpoint SECOND = Endpoint.parse("127.0.0.1:9002");

  private final GatewayMeters meters = GatewayMeters.create("1.2.3");

  @AfterEach
  void close() {
    meters.close();
  }

  @Test
  void aRequestIsCountedByServiceMethodStatusAndCode() {
    meters.service("books").requestEnded("GET", 429, "rate-limited", 2_000_000);
    meters.service("books").requestEnded("GET", 429, "rate-limited", 3_000_000);
    assertShown(
        "http_server_request_duration_seconds_count{code=\"rate-limited\",method=\"GET\","
            + "service=\"books\",status=\"429\"} 2");
    assertShown(
        "http_server_request_duration_seconds_bucket{code=\"rate-limited\",method=\"GET\","
            + "service=\"books\",status=\"429\",le=\"0.0025\"} 1");
  }

  @Test
  void unknownMethodsStatusesAndCodesShareOneValue() {
    meters.service("books").requestEnded("BREW", 70_000, "made-up", 1);
    assertShown("{code=\"_other\",method=\"_other\",service=\"books\",status=\"_other\"} 1");
  }

  @Test
  void endpointsBeyondTheMostAreCountedTogether() {
    for (int port = 1; port <= GatewayMeters.MOST_ENDPOINTS; port++) {
      meters.endpointAdded("many", new LiveEndpoint(endpoint(port)));
    }
    meters.endpointAdded("books", new LiveEndpoint(FIRST));
    meters.endpointAdded("books", new LiveEndpoint(SECOND));
    meters.service("books").selected(FIRST);
    meters.service("books").selected(SECOND);
    String together = "sluice_balancer_selections_total{endpoint=\"_other\",service=\"_other\"} 2";
    assertShown(together);
    assertShown("sluice_capped_endpoints 2");
    assertFalse(shown().contains(FIRST.authority()));

    meters.endpointGone("many", endpoint(1));
    meters.endpointGone("books", FIRST);
    assertShown("sluice_capped_endpoints 1");
    meters.endpointAdded("books", new LiveEndpoint(FIRST));
    assertShown(
        "sluice_upstream_inflight_requests{endpoint=\"127.0.0.1:9001\",service=\"books\"} 0");
    assertShown(together);
  }

  private static Endpoint endpoint(int port) {
    return new Endpoint("http", "10.0.0.1", port);
  }

  @Test
  void instancesBeyondTheMostAreCountedTogether() {
    for (int i = 0; i < GatewayMeters.MOST_INSTANCES; i++) {
      meters.open("limiter", "mine", "service-" + i);
    }
    try (InstanceMeters first = meters.open("limiter", "mine", "books");
        InstanceMeters second = meters.open("limiter", "mine", "shop")) {
      first.called();
      second.called();
      assertShown(
          "sluice_plugin_calls_total{kind=\"limiter\",plugin=\"mine\",service=\"_other\"} 2");
      assertShown("sluice_capped_plugin_instances 2");
    }
    assertShown("sluice_capped_plugin_instances 0");
  }

  @Test
  void theSeriesOfAServiceAreBounded() {
    for (int status = 100; status < 999; status++) {
      meters.service("books").requestEnded("GET", status, "", 1);
    }
    long series =
        shown()
            .lines()
            .filter(line -> line.startsWith("http_server_request_duration_seconds_count"))
            .count();
    assertEquals(RequestTimers.MOST_TIMERS + 1, series);
    assertShown("{code=\"_other\",method=\"_other\",service=\"books\",status=\"_other\"} 699");
  }

  @Test
  void tunnelsAreCountedWhileTheyAreOpenAndTimedWhenTheyEnd() {
    meters.tunnels().opened();
    meters.tunnels().opened();
    meters.tunnels().refused();
    meters.tunnels().ended("idle", 2_000_000_000);
    assertShown("sluice_tunnels_open 1");
    assertShown("sluice_tunnels_refused_total 1");
    assertShown("sluice_tunnel_duration_seconds_bucket{ending=\"idle\",le=\"10.0\"} 1");
  }

  @Test
  void anAttemptIsCountedByItsOutcome() {
    LiveEndpoint live = new LiveEndpoint(FIRST);
    meters.endpointAdded("books", live);
    live.begin();
    meters.service("books").selected(FIRST);
    meters.service("books").attemptEnded(FIRST, new Outcome.Completed(204, 5_000_000));
    meters.service("books").attemptEnded(FIRST, new Outcome.Failed(Outcome.FailureKind.CONNECT, 1));
    assertShown(ofFirst("sluice_upstream_requests_total", "outcome=\"2xx\",") + " 1");
    assertShown(ofFirst("sluice_upstream_requests_total", "outcome=\"connect\",") + " 1");
    assertShown(ofFirst("sluice_upstream_requests_total", "outcome=\"abandoned\",") + " 0");
    assertShown(ofFirst("sluice_upstream_inflight_requests", "") + " 1");
    assertShown(ofFirst("sluice_balancer_selections_total", "") + " 1");
    assertShown(ofFirst("sluice_upstream_request_duration_seconds_count", "") + " 2");
  }

  @Test
  void healthShowsStateAndItsChanges() {
    meters.endpointAdded("books", new LiveEndpoint(FIRST));
    meters.probed("books", FIRST, false, 1);
    assertShown(ofFirst("sluice_endpoint_state", "").replace("}", ",state=\"unknown\"} 1"));
    meters.stateChanged("books", FIRST, EndpointState.UNKNOWN, EndpointState.DOWN);
    assertShown(ofFirst("sluice_endpoint_state", "").replace("}", ",state=\"unknown\"} 0"));
    assertShown(ofFirst("sluice_endpoint_state", "").replace("}", ",state=\"down\"} 1"));
    assertShown(ofFirst("sluice_health_transitions_total", "").replace("}", ",to=\"down\"} 1"));
    assertShown("{endpoint=\"127.0.0.1:9001\",result=\"unhealthy\",service=\"books\"} 1");
  }

  @Test
  void anEndpointsSeriesGoWithItAndItsNeighboursStay() {
    LiveEndpoint second = new LiveEndpoint(SECOND);
    meters.endpointAdded("books", new LiveEndpoint(FIRST));
    meters.endpointAdded("books", second);
    meters.service("books").selected(SECOND);
    meters.endpointGone("books", FIRST);
    meters.service("books").attemptEnded(FIRST, new Outcome.Abandoned());
    assertFalse(shown().contains("127.0.0.1:9001"));
    assertShown(
        "sluice_balancer_selections_total{endpoint=\"127.0.0.1:9002\",service=\"books\"} 1");
  }

  @Test
  void aServicesSeriesGoWithItAndLateRequestsDoNotBringThemBack() {
    ServiceMeters books = meters.service("books");
    meters.endpointAdded("books", new LiveEndpoint(FIRST));
    books.requestEnded("GET", 200, "", 1);
    meters.serviceGone("books");
    books.requestEnded("GET", 201, "", 1);
    books.requestEnded("GET", 200, "", 1);
    assertFalse(shown().contains("books"), this::shown);
  }

  @Test
  void aPluginsMetersOutliveTheInstanceThatIsReplaced() {
    InstanceMeters old = meters.open("limiter", "token-bucket", "books");
    PluginMetrics.Counter before = old.own().counter("denials", "Denials", "why", "empty");
    old.own().gauge("buckets", "Buckets", 3, Integer::doubleValue);
    before.add(1);
    old.failed("threw");
    InstanceMeters next = meters.open("limiter", "token-bucket", "books");
    next.own().gauge("buckets", "Buckets", 5, Integer::doubleValue);
    next.own().counter("denials", "Denials", "why", "empty").add(1);
    old.close();
    assertShown(
        "sluice_plugin_token_bucket_denials_total{kind=\"limiter\",plugin=\"token-bucket\",service=\"books\","
            + "why=\"empty\"} 2");
    assertShown(
        "sluice_plugin_token_bucket_buckets{kind=\"limiter\",plugin=\"token-bucket\",service=\"books\"} 5");
    next.close();
    assertFalse(shown().contains("sluice_plugin"), this::shown);
  }

  @Test
  void aPluginsLabelValuesAreCapped() {
    PluginMetrics plugin = meters.open("limiter", "p", "books").own();
    for (int i = 0; i < 1000; i++) {
      plugin.counter("calls", "Calls", "client", "c" + i).add(1);
    }
    assertShown("client=\"_other\",kind=\"limiter\",plugin=\"p\",service=\"books\"} 950");
  }

  @Test
  void aPluginCanNotTakeTheGatewaysLabelsOrOddNames() {
    PluginMetrics plugin = meters.open("limiter", "p", "books").own();
    assertThrows(
        IllegalArgumentException.class, () -> plugin.counter("calls", "", "service", "other"));
    assertThrows(IllegalArgumentException.class, () -> plugin.counter("Calls", ""));
    assertThrows(IllegalArgumentException.class, () -> plugin.counter("calls", "", "odd"));
  }

  @Test
  void aPluginsFailingGaugeSpoilsNothing() {
    meters.open("limiter", "p", "books").own().gauge("bad", "Bad", "x", Double::parseDouble);
    assertShown("sluice_plugin_p_bad{kind=\"limiter\",plugin=\"p\",service=\"books\"} NaN");
  }

  @Test
  void connectionsAreCounted() {
    meters.listener().connectionOpened();
    meters.listener().connectionOpened();
    meters.listener().connectionClosed();
    meters.listener().malformed("BAD_CHUNK");
    assertShown("sluice_listener_open_connections 1");
    assertShown("sluice_listener_accepted_connections_total 2");
    assertShown("sluice_listener_malformed_requests_total{fault=\"bad-chunk\"} 1");
  }

  @Test
  void theBuildTheRevisionAndTheMachineAreShown() {
    meters.published(7, 1);
    assertShown("sluice_build_info{version=\"1.2.3\"} 1");
    assertShown("sluice_config_revision 7");
    assertShown("jvm_memory_used_bytes{");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | TEXT",
        "*/* | TEXT",
        "text/plain | TEXT",
        "application/openmetrics-text;version=1.0.0;q=0.5,text/plain;q=0.3 | OPEN_METRICS",
        "application/openmetrics-text; q=0 | TEXT"
      })
  void theFormIsChosenByTheAcceptField(String accept, Exposition expected) {
    assertEquals(expected, Exposition.accepted(accept));
  }

  @Test
  void noNameIsAgainstTheRulesOfPrometheus() {
    List<String> odd =
        shown()
            .lines()
            .filter(line -> line.startsWith("# TYPE "))
            .map(line -> line.substring("# TYPE ".length()))
            .filter(type ->
                type.matches("\\S+_(ns|ms|count|sum|bucket) \\S+")
                    || type.matches("\\S+(?<!_total) counter"))
            .toList();
    assertEquals(List.of(), odd);
  }

  @Test
  void openMetricsEndsWithItsMark() {
    assertTrue(meters.expose(Exposition.OPEN_METRICS).endsWith("# EOF\n"));
  }

  private static String ofFirst(String name, String label) {
    return name + "{endpoint=\"127.0.0.1:9001\"," + label + "service=\"books\"}";
  }

  private void assertShown(String expected) {
    String shown = shown();
    assertTrue(shown.contains(expected), () -> expected + " is not in\n" + shown);
  }

  private String shown() {
    return meters.expose(Exposition.TEXT);
  }
}
