package io.sluice.runtime.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.api.Ticker;
import io.sluice.api.limiter.LimitDecision;
import io.sluice.api.plugin.Settings;
import io.sluice.balancer.leastconnections.LeastConnectionsBalancerProvider;
import io.sluice.runtime.address.Addresses;
import io.sluice.runtime.deadline.Sweeper;
import io.sluice.runtime.exchange.AddressPolicy;
import io.sluice.runtime.exchange.EndpointState;
import io.sluice.runtime.exchange.LiveEndpoint;
import io.sluice.runtime.exchange.Route;
import io.sluice.runtime.exchange.Service;
import io.sluice.runtime.exchange.Timeouts;
import io.sluice.runtime.exchange.TrustedProxies;
import io.sluice.runtime.http1.Http1Limits;
import io.sluice.runtime.layer.PluginFolder;
import io.sluice.runtime.listener.TrafficListener;
import io.sluice.runtime.listener.TrafficSettings;
import io.sluice.runtime.metrics.GatewayMeters;
import io.sluice.runtime.metrics.ListenerMeters;
import io.sluice.runtime.metrics.ServiceMeters;
import io.sluice.runtime.metrics.TunnelMeters;
import io.sluice.runtime.pipeline.Pipeline;
import io.sluice.runtime.pipeline.SnapshotSource;
import io.sluice.runtime.plugin.InstalledPlugin;
import io.sluice.runtime.plugin.PluginCatalog;
import io.sluice.runtime.plugin.PluginFactory;
import io.sluice.runtime.plugin.PluginKind;
import io.sluice.runtime.registry.Change;
import io.sluice.runtime.registry.Defaults;
import io.sluice.runtime.registry.Health;
import io.sluice.runtime.registry.HealthCheck;
import io.sluice.runtime.registry.Registry;
import io.sluice.runtime.registry.ServiceSpecReader;
import io.sluice.runtime.registry.Snapshot;
import io.sluice.runtime.route.RouteTable;
import io.sluice.runtime.swap.PluginSwap;
import io.sluice.runtime.tunnel.Tunnels;
import io.sluice.runtime.upstream.Forwarder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The administration behind a real listener, on a real registry. */
final class AdministrationTest {

  private static final String ADDRESSES = "[\"127.0.0.1:9001\", \"127.0.0.1:9002\"]";

  private final GatewayMeters meters = GatewayMeters.create("1.2.3");
  private final AtomicBoolean ready = new AtomicBoolean(true);
  private final Registry registry;
  private final AdminRooms rooms;
  private final Sweeper sweeper = new Sweeper(Ticker.system(), Duration.ofMillis(10));
  private final Addresses addresses = new Addresses(new AddressPolicy(_ -> false));
  private final Forwarder forwarder = new Forwarder(sweeper, addresses, Duration.ofSeconds(1));
  private TrafficListener server;

  AdministrationTest() {
    PluginCatalog catalog =
        new PluginCatalog(
            List.of(
                new InstalledPlugin(
                    PluginKind.BALANCER,
                    "least-connections",
                    new LeastConnectionsBalancerProvider(),
                    "io.sluice.balancer.leastconnections",
                    "1",
                    new InstalledPlugin.Origin.BuiltIn())));
    Defaults defaults =
        ServiceSpecReader.readDefaults(
            Settings.of(Map.of("balancer", Map.of("name", "least-connections"))),
            "/{name}",
            Timeouts.DEFAULTS);
    registry =
        new Registry(
            new PluginFactory(catalog, meters, Ticker.system()), new NoProbes(), meters, defaults);
    ServiceSpecReader reader =
        new ServiceSpecReader(
            defaults, Administration.RESERVED_NAMES, new AddressPolicy(_ -> false));
    PluginSwap swap =
        new PluginSwap(
            new PluginFolder(Path.of("no-such-folder")),
            path -> {
              throw new AssertionError(path);
            },
            registry);
    rooms = new AdminRooms(registry, reader, swap, () -> 0, meters, ready::get);
    sweeper.start();
    server = start(Access.local(List.of("gateway")), false);
  }

  private TrafficListener start(Access access, boolean lenient) {
    return start(Administration.full(access, lenient, rooms));
  }

  /** A listener with nothing but that behind it. */
  private TrafficListener start(Administration administration) {
    Service service =
        new Service(
            "_admin",
            _ -> LimitDecision.ADMITTED,
            List.of(administration),
            Timeouts.DEFAULTS,
            ServiceMeters.NONE);
    Route route = new Route("/", service, false, "");
    RouteTable routes = new RouteTable(List.of(new RouteTable.Entry(RouteTable.ANY_HOST, route)));
    return TrafficListener.start(
        new TrafficSettings(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            Http1Limits.requests().withBodyBytes(Administration.MOST_BODY_BYTES),
            Duration.ofMillis(400),
            Duration.ofSeconds(10),
            TrustedProxies.NONE,
            100),
        new Pipeline(
            routes,
            NoSlot::new,
            forwarder,
            new Tunnels(0, sweeper, Ticker.system(), new SecureRandom(), TunnelMeters.NONE)),
        sweeper,
        ListenerMeters.NONE,
        ServiceMeters.NONE,
        Duration.ofSeconds(1));
  }

  private void restart(Access access, boolean lenient) {
    server.close();
    server = start(access, lenient);
  }

  @BeforeEach
  void startRegistry() {
    registry.start();
  }

  @AfterEach
  void close() {
    server.close();
    forwarder.close();
    addresses.close();
    sweeper.close();
    registry.close();
    meters.close();
  }

  @Test
  void aListOfAddressesRegistersAServiceThatIsThenShown() throws IOException {
    Answer created = json("POST", "/services/books", ADDRESSES);
    assertEquals(201, created.status(), created.text());
    assertTrue(created.text().contains("Location: /api/v1/services/books"), created.text());
    Answer shown = get("/services/books");
    assertEquals(200, shown.status());
    assertTrue(shown.text().contains("\"address\" : \"127.0.0.1:9001\""), shown.text());
    assertTrue(shown.text().contains("\"state\" : \"unknown\""), shown.text());
    assertTrue(shown.text().contains("\"inFlight\" : 0"), shown.text());
    assertEquals(200, json("POST", "/api/v1/services/books", ADDRESSES).status());
    assertTrue(get("/services").text().contains("\"name\" : \"books\""));
    assertTrue(get("/api/v1/services").text().contains("\"name\" : \"books\""));
  }

  @Test
  void aWholeServiceIsRegisteredAndTakenOut() throws IOException {
    Answer created =
        json(
            "PUT",
            "/services/books",
            "{\"endpoints\":[{\"address\":\"a.example:80\",\"weight\":3}],\"paths\":[\"/b\"]}");
    assertEquals(201, created.status(), created.text());
    assertTrue(created.text().contains("\"weight\" : 3"), created.text());
    assertEquals(204, send("DELETE", "/services/books", "", "").status());
    assertEquals(404, get("/services/books").status());
    assertEquals(404, send("DELETE", "/services/books", "", "").status());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[\"a:1\", ] | 400 | \"column\" : 9",
        "{\"a\":1,\"a\":2} | 400 | \"line\" : 1",
        "[] [] | 400 | follows the end",
        "'' | 400 | empty",
        "[\"a\"] | 422 | \"pointer\" : \"/0\"",
        "[null] | 422 | \"pointer\" : \"/0\"",
        "\"a:1\" | 422 | expected a list",
        "{\"endpoints\":[],\"balncer\":{}} | 422 | \"pointer\" : \"/balncer\"",
        "{\"endpoints\":[],\"balancer\":{\"name\":\"x\"}} | 422 | \"pointer\" : \"/balancer/name\"",
        "[1e999999999] | 422 | \"pointer\" : \"/0\"",
      })
  void aFaultIsNamedWithItsPlaceAndNothingChanges(String body, int status, String place)
      throws IOException {
    Answer answer = json("POST", "/services/books", body);
    assertEquals(status, answer.status(), answer.text());
    assertTrue(answer.text().contains("application/problem+json"), answer.text());
    assertTrue(answer.text().contains(place), answer.text());
    assertEquals(List.of(), registry.views());
  }

  @Test
  void deepNestingAndBadBytesAreRefused() throws IOException {
    assertEquals(400, json("POST", "/services/books", "[".repeat(50_000)).status());
    assertEquals(400, json("POST", "/services/books", "[\"\u00e9\u00ff\"]").status());
  }

  @Test
  void aBodyIsBounded() throws IOException {
    String head =
        "POST /services/books HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
    assertEquals(413, raw(head + "Content-Length: 1048577\r\n\r\n[").status());
    String chunked = head + "Transfer-Encoding: chunked\r\n\r\n";
    assertEquals(413, raw(chunked + "c0000000\r\n[").status());
    assertEquals(201, raw(chunked + "2\r\n[]\r\n0\r\n\r\n").status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"2\n[]\r\n0\r\n\r\n", "2;x\n[]\r\n0\r\n\r\n", "+2\r\n[]\r\n0\r\n\r\n"})
  void afterABrokenChunkNothingIsReadAsARequest(String chunks) throws IOException {
    String request =
        "POST /services/books HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n"
            + chunks
            + "PUT /services/marker HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n"
            + "Content-Type: application/json\r\n\r\n[]";
    try (Socket socket = connect(request)) {
      String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(400, new Answer(all).status(), all);
      assertEquals(0, all.lastIndexOf("HTTP/1.1 "), all);
    }
    assertEquals(List.of(), registry.views());
  }

  @Test
  void aChunkLineThatDoesNotEndIsRefused() throws IOException {
    String request =
        "POST /services/books HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n2;"
            + "a".repeat(100_000);
    assertEquals(400, raw(request).status());
  }

  @Test
  void halfAHeadIsEndedAtItsDeadline() throws IOException {
    try (Socket socket = connect("GET /livez HTTP/1.1\r\nHost: lo")) {
      String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(408, new Answer(all).status(), all);
    }
  }

  @Test
  void whoWaitsToBeToldToGoOnIsTold() throws IOException {
    String head =
        "POST /services/books HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + "Expect: 100-continue\r\nContent-Length: ";
    try (Socket socket = connect(head + "2\r\n\r\n")) {
      byte[] told = socket.getInputStream().readNBytes("HTTP/1.1 100 Continue\r\n\r\n".length());
      assertEquals("HTTP/1.1 100 Continue\r\n\r\n", new String(told, StandardCharsets.US_ASCII));
      socket.getOutputStream().write("[]".getBytes(StandardCharsets.US_ASCII));
      assertEquals(201, answer(socket, false).status());
    }
    assertEquals(413, raw(head + "9999999\r\n\r\n").status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"services", "metrics", "a%2Fb", "a%24", "a b"})
  void aNameThatIsReservedOrNoneIsRefused(String name) throws IOException {
    int status = json("POST", "/services/" + name, ADDRESSES).status();
    boolean isUnreadable = name.contains(" ") || name.contains("%2F");
    assertEquals(isUnreadable ? 400 : 422, status);
  }

  @Test
  void aDeclaredServiceIsReadOnly() throws IOException {
    registry.apply(
        new Change.Boot(
            Map.of(
                rooms.reader().service("fixed", Settings.of(Map.of("endpoints", List.of("a:1")))),
                "/services/fixed")));
    assertEquals(409, json("PUT", "/services/fixed", ADDRESSES).status());
    assertEquals(409, send("DELETE", "/services/fixed", "", "").status());
  }

  @Test
  void whatIsNotThereAndWhatIsNotPossibleIsSaid() throws IOException {
    assertEquals(404, get("/").status());
    assertEquals(404, get("/services/").status());
    assertEquals(404, get("/services/a/b").status());
    assertEquals(404, get("/api/v1/metrics").status());
    Answer answer = send("PATCH", "/services/books", "", "");
    assertEquals(405, answer.status());
    assertTrue(answer.text().contains("Allow: DELETE, GET, HEAD, POST, PUT"), answer.text());
    assertTrue(answer.text().contains("method-not-allowed"), answer.text());
  }

  @Test
  void headHasNoContent() throws IOException {
    Answer answer = send("HEAD", "/services", "", "");
    assertEquals(200, answer.status());
    assertTrue(answer.text().endsWith("\r\n\r\n"), answer.text());
    assertFalse(answer.text().contains("Content-Length: 0"), answer.text());
  }

  @Test
  void aForeignHostOrPageIsTurnedAway() throws IOException {
    assertEquals(403, raw("GET /services HTTP/1.1\r\nHost: evil.example\r\n\r\n").status());
    assertEquals(200, raw("GET /services HTTP/1.1\r\nHost: gateway:81\r\n\r\n").status());
    assertEquals(200, raw("GET /services HTTP/1.1\r\nHost: [::1]:81\r\n\r\n").status());
    String origin = "GET /services HTTP/1.1\r\nHost: localhost:81\r\nOrigin: ";
    assertEquals(200, raw(origin + "http://localhost:81\r\n\r\n").status());
    assertEquals(403, raw(origin + "http://localhost:82\r\n\r\n").status());
    assertEquals(403, raw(origin + "null\r\n\r\n").status());
    String absolute = "GET http://evil.example/services HTTP/1.1\r\nHost: localhost\r\n\r\n";
    assertEquals(403, raw(absolute).status());
  }

  @ParameterizedTest
  @CsvSource({
    "10.1.2.3:8080, 200",
    "localhost, 200",
    "gateway:8080, 200",
    "gw.example, 200",
    "evil.example, 403",
    "gateway., 403"
  })
  void whereTheNetworkMayAskWithoutATokenAStrangersNameMayNot(String host, int status)
      throws IOException {
    restart(Access.open(List.of("gw.example")), true);
    assertEquals(status, raw("GET /services HTTP/1.1\r\nHost: " + host + "\r\n\r\n").status());
    assertEquals(200, raw("GET /livez HTTP/1.1\r\nHost: " + host + "\r\n\r\n").status());
  }

  @Test
  void aTokenIsAskedForExceptForLifeAndReadiness() throws IOException {
    restart(Access.withToken("secret"::equals, List.of()), false);
    assertEquals(401, get("/services").status());
    assertEquals(401, get("/metrics").status());
    assertEquals(200, get("/livez").status());
    assertEquals(200, get("/readyz").status());
    assertEquals(401, send("GET", "/services", "Authorization: Bearer wrong\r\n", "").status());
    assertEquals(200, send("GET", "/services", "Authorization: bearer secret\r\n", "").status());
    String refusal = get("/services").text();
    assertTrue(refusal.toLowerCase(Locale.ROOT).contains("\r\nwww-authenticate: bearer"), refusal);
  }

  @Test
  void anotherContentTypeIsTakenOnlyIfThatIsWanted() throws IOException {
    String form = "Content-Type: application/x-www-form-urlencoded\r\n";
    assertEquals(415, send("POST", "/services/books", form, ADDRESSES).status());
    assertEquals(415, send("POST", "/services/books", "", ADDRESSES).status());
    restart(Access.local(List.of("*")), true);
    assertEquals(201, send("POST", "/services/books", form, ADDRESSES).status());
  }

  @Test
  void readinessFollowsTheGateway() throws IOException {
    assertEquals(200, get("/readyz").status());
    ready.set(false);
    assertEquals(503, get("/readyz").status());
  }

  @Test
  void metersAndPluginsAreShown() throws IOException {
    assertTrue(get("/metrics").text().contains("sluice_build_info{version=\"1.2.3\"} 1"));
    assertTrue(
        send("GET", "/metrics", "Accept: application/openmetrics-text\r\n", "")
            .text()
            .endsWith("# EOF\n"));
    assertTrue(get("/api/v1/plugins").text().contains("\"name\" : \"least-connections\""));
  }

  @Test
  void aListenerOfItsOwnShowsTheMetersAndNothingElse() throws IOException {
    server.close();
    server = start(Administration.metersOnly(Access.open(List.of("*")), rooms));
    assertEquals(200, raw("GET /metrics HTTP/1.1\r\nHost: any.example\r\n\r\n").status());
    assertEquals(404, get("/services").status());
    server.close();
    server = start(Administration.metersOnly(Access.local(List.of()), rooms));
    assertEquals(403, raw("GET /metrics HTTP/1.1\r\nHost: any.example\r\n\r\n").status());
    assertEquals(200, get("/metrics").status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET /%zz HTTP/1.1", "GET /a HTTP/9.9", "NONSENSE", "GET  / HTTP/1.1"})
  void whatIsNoRequestIsAProblemToo(String line) throws IOException {
    Answer answer = raw(line + "\r\nHost: localhost\r\n\r\n");
    assertTrue(answer.status() >= 400 && answer.status() < 600, answer.text());
    assertTrue(answer.text().contains("application/problem+json"), answer.text());
  }

  private Answer get(String path) throws IOException {
    return send("GET", path, "", "");
  }

  private Answer json(String method, String path, String body) throws IOException {
    return send(method, path, "Content-Type: application/json\r\n", body);
  }

  private Answer send(String method, String path, String fields, String body) throws IOException {
    String length = body.isEmpty() && fields.isEmpty() ? "" : "Content-Length: " + body.length();
    return raw(
        method
            + " "
            + path
            + " HTTP/1.1\r\nHost: localhost\r\n"
            + fields
            + (length.isEmpty() ? "" : length + "\r\n")
            + "\r\n"
            + body);
  }

  /** Sends these bytes, no more, and reads one answer, to its end or to that of the connection. */
  private Answer raw(String request) throws IOException {
    String closing = request.replaceFirst("\r\n", "\r\nConnection: close\r\n");
    try (Socket socket = connect(closing)) {
      return answer(socket, request.startsWith("HEAD "));
    }
  }

  private Socket connect(String bytes) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
    return socket;
  }

  private static Answer answer(Socket socket, boolean headOnly) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int next = 0; next >= 0 && !isWhole(text, headOnly); ) {
      next = socket.getInputStream().read();
      if (next >= 0) {
        text.append((char) next);
      }
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.ISO_8859_1);
    return new Answer(new String(bytes, StandardCharsets.UTF_8));
  }

  /** Whether the text is an answer with as much content as it says. */
  private static boolean isWhole(StringBuilder text, boolean headOnly) {
    int headEnd = text.indexOf("\r\n\r\n");
    if (headEnd < 0) {
      return false;
    }
    Matcher length =
        Pattern.compile("(?i)\r\ncontent-length: *([0-9]+)").matcher(text.substring(0, headEnd));
    int content = headOnly || !length.find() ? 0 : Integer.parseInt(length.group(1));
    return text.length() >= headEnd + 4 + content;
  }

  private record Answer(String text) {
    int status() {
      return Integer.parseInt(text.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
    }
  }

  /** Configures nothing. */
  private record NoSlot() implements SnapshotSource.Slot {
    @Override
    public Snapshot enter() {
      return new Snapshot(0, RouteTable.EMPTY, Map.of());
    }

    @Override
    public void leave() {}

    @Override
    public void close() {}
  }

  /** Leaves every endpoint in the state it begins with. */
  private static final class NoProbes implements HealthCheck {
    @Override
    public Watch watch(String service, LiveEndpoint live, Runnable onReadinessChange) {
      return new Watch() {
        @Override
        public void begin(Probing probing) {}

        @Override
        public Health health() {
          return new Health(EndpointState.UNKNOWN, 0, -1, Instant.EPOCH, "");
        }

        @Override
        public void close() {}
      };
    }
  }
}
