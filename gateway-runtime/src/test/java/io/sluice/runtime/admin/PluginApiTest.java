package io.sluice.runtime.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.api.Body;
import io.sluice.api.Headers;
import io.sluice.api.Request;
import io.sluice.api.RequestHead;
import io.sluice.api.Ticker;
import io.sluice.api.limiter.LimitDecision;
import io.sluice.api.limiter.LimitRequest;
import io.sluice.api.limiter.Limiter;
import io.sluice.api.limiter.LimiterProvider;
import io.sluice.api.plugin.PluginContext;
import io.sluice.api.plugin.PluginProvider;
import io.sluice.api.plugin.Settings;
import io.sluice.api.plugin.SettingsSchema;
import io.sluice.limiter.tokenbucket.TokenBucketLimiterProvider;
import io.sluice.probe.http.HttpProbeProvider;
import io.sluice.runtime.exchange.Timeouts;
import io.sluice.runtime.metrics.PluginMeters;
import io.sluice.runtime.metrics.RegistryMeters;
import io.sluice.runtime.plugin.InstalledPlugin;
import io.sluice.runtime.plugin.PluginCatalog;
import io.sluice.runtime.plugin.PluginFactory;
import io.sluice.runtime.plugin.PluginKind;
import io.sluice.runtime.registry.Registry;
import io.sluice.runtime.registry.ServiceSpecReader;
import io.sluice.testkit.fake.Requests;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A plugin's page and the trial of its settings. */
final class PluginApiTest {

  private final OddProvider odd = new OddProvider();
  private final PluginCatalog catalog =
      new PluginCatalog(
          List.of(
              installed(PluginKind.LIMITER, new TokenBucketLimiterProvider()),
              installed(PluginKind.LIMITER, odd),
              installed(PluginKind.PROBE, new HttpProbeProvider())));
  private final Registry registry =
      new Registry(
          new PluginFactory(catalog, PluginMeters.NONE, Ticker.system()),
          (_, _, _) -> {
            throw new AssertionError("nothing is to be watched");
          },
          RegistryMeters.NONE,
          ServiceSpecReader.readDefaults(
              Settings.of(Map.of("balancer", "none")), "/{name}", Timeouts.DEFAULTS));
  private final PluginApi api = new PluginApi(registry, new JsonBody(false));

  private static InstalledPlugin installed(PluginKind kind, PluginProvider<?> provider) {
    return new InstalledPlugin(
        kind, provider.name(), provider, "m", "1", new InstalledPlugin.Origin.BuiltIn());
  }

  @AfterEach
  void close() {
    registry.close();
  }

  @Test
  void aPluginIsShownWithTheSchemaOfItsSettings() throws IOException {
    String page = call("GET", "/plugins/limiter/token-bucket", "").content();
    for (String part :
        List.of(
            "\"kind\":\"limiter\"",
            "\"version\":\"1\"",
            "\"$schema\":\"https://json-schema.org/draft/2020-12/schema\"",
            "\"capacity\":{\"description\":\"How many requests may come at once.\",",
            "\"type\":\"integer\",\"minimum\":1,\"maximum\":1000000,\"default\":100}",
            "\"additionalProperties\":false")) {
      assertTrue(compact(page).contains(part), () -> part + " is not in " + compact(page));
    }
  }

  @Test
  void nestedSettingsHaveSchemasOfTheirOwn() throws IOException {
    String page = compact(call("GET", "/plugins/probe/http", "").content());
    assertTrue(page.contains("\"additionalProperties\":{\"type\":\"string\"}"), page);
    assertTrue(page.contains("\"enum\":[\"GET\",\"HEAD\",\"OPTIONS\"]"), page);
    assertTrue(page.contains("\"anyOf\":[{\"anyOf\":[{\"type\":\"integer\""), page);
  }

  @Test
  void aPluginThatDeclaresNothingIsShownWithAnOpenSchema() throws IOException {
    String page = compact(call("GET", "/plugins/limiter/odd", "").content());
    assertTrue(page.contains("\"type\":\"object\"}"), page);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"capacty\": 5} | /capacty | did you mean \\\"capacity\\\"?",
        "{\"capacity\": 0} | /capacity | must be 1 to 1000000",
        "{\"capacity\": 1000000, \"refillPerSecond\": 0.00001} | /refillPerSecond | 365 days",
        "[] | '' | expected an object",
      })
  void whatIsWrongIsRefusedWithItsPlace(String settings, String pointer, String detail)
      throws IOException {
    Reply reply = call("POST", "/plugins/limiter/token-bucket/validate", settings);
    assertEquals(422, reply.status());
    assertEquals("application/problem+json", reply.fields().get("Content-Type"));
    assertTrue(reply.content().contains("\"pointer\" : \"" + pointer + "\""), reply::content);
    assertTrue(reply.content().contains(detail), reply::content);
  }

  @Test
  void allFaultsThatDeclarationsShowAreTold() throws IOException {
    Reply reply =
        call(
            "POST", "/plugins/limiter/token-bucket/validate", "{\"capacity\":0,\"maxKeys\":\"x\"}");
    assertTrue(compact(reply.content()).contains("\"errors\":[{"), reply::content);
    assertTrue(reply.content().contains("/maxKeys"), reply::content);
    assertTrue(reply.content().contains("/capacity"), reply::content);
  }

  @Test
  void aTrialLeavesNothingBehind() throws IOException {
    Reply reply = call("POST", "/plugins/limiter/odd/validate", "{\"fail\": false}");
    assertEquals(200, reply.status(), reply::content);
    assertEquals("{\"valid\":true}", compact(reply.content()).strip());
    assertEquals(0, odd.open.get());
    assertEquals(422, call("POST", "/plugins/limiter/odd/validate", "{\"x\": 1}").status());
    assertEquals(0, odd.open.get());
    assertEquals(List.of(), registry.views());
  }

  @Test
  void aPluginThatFailsIsAFaultOfTheSettings() throws IOException {
    Reply reply = call("POST", "/plugins/limiter/odd/validate", "{\"fail\": true}");
    assertEquals(422, reply.status());
    assertTrue(reply.content().contains("the limiter \\\"odd\\\" failed"), reply::content);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/plugins/limiter/nope", "/plugins/nope/odd", "/plugins/limiter/nope/validate"})
  void whatIsNotThereIsNotFound(String path) {
    String method = path.endsWith("validate") ? "POST" : "GET";
    ProblemException refusal = assertThrows(ProblemException.class, () -> call(method, path, "{}"));
    assertEquals(404, refusal.problem().status());
  }

  private Reply call(String method, String path, String content) throws IOException {
    RequestHead head =
        new RequestHead(
            method, "http", "localhost", path, "", Headers.of("Content-Type", "application/json"));
    Body body = Body.of(content.getBytes(StandardCharsets.UTF_8));
    ResourceTable table =
        ResourceTable.empty()
            .with("/plugins/{kind}/{name}", api.one())
            .with("/plugins/{kind}/{name}/validate", api.validation());
    ResourceTable.Found found = table.find(path).orElseThrow();
    AdminRequest request = new AdminRequest(new Request(head, body, Requests.client(1)));
    return found.resource().answer(request.with(found.variables()));
  }

  private static String compact(String json) {
    return json.replaceAll("\\s*([\\[\\]{}:,])\\s*", "$1");
  }

  /** Declares nothing, counts what it makes, and fails when it is told to. */
  private static final class OddProvider implements LimiterProvider {
    private final AtomicInteger open = new AtomicInteger();

    @Override
    public String name() {
      return "odd";
    }

    @Override
    public SettingsSchema settings() {
      throw new IllegalStateException("does not say");
    }

    @Override
    public Limiter create(Settings settings, PluginContext context) {
      if (settings.flag("fail", false)) {
        throw new IllegalStateException("as told");
      }
      open.incrementAndGet();
      return new Limiter() {
        @Override
        public LimitDecision tryAcquire(LimitRequest request) {
          return LimitDecision.ADMITTED;
        }

        @Override
        public void close() {
          open.decrementAndGet();
        }
      };
    }
  }
}
