package io.sluice.filter.cors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.api.Body;
import io.sluice.api.Headers;
import io.sluice.api.RequestHead;
import io.sluice.api.Response;
import io.sluice.api.plugin.Settings;
import io.sluice.testkit.fake.Requests;
import io.sluice.testkit.fake.ScriptedChain;
import io.sluice.testkit.fake.TestContext;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

final class CorsFilterProperties {

  @Provide
  Arbitrary<String> origins() {
    return Arbitraries.oneOf(
        Arbitraries.of("https://a.example", "https://b.example", "null", "*"),
        Arbitraries.strings().withChars("htps:/.*aexml[]#@").ofMaxLength(20));
  }

  /** Whatever is asked, an answer names the asking origin if that one is listed, and none else. */
  @Property
  void onlyAListedOriginIsNamed(
      @ForAll("origins") String origin, @ForAll boolean preflight, @ForAll boolean credentials)
      throws Exception {
    Headers fields = Headers.of("Origin", origin, "Access-Control-Request-Method", "GET");
    RequestHead head =
        new RequestHead(preflight ? "OPTIONS" : "GET", "http", "b.example", "/", "", fields);
    Map<String, ?> settings =
        Map.of("origins", List.of("https://a.example"), "credentials", credentials);
    Response answer =
        new CorsFilterProvider()
            .create(Settings.of(settings), TestContext.seeded(1))
            .filter(
                Requests.request("/", Body.empty()).withHead(head),
                new ScriptedChain(_ -> Response.of(200)));
    boolean listed = origin.equals("https://a.example");
    assertEquals(
        listed ? List.of(origin) : List.of(), answer.headers().all("Access-Control-Allow-Origin"));
    assertEquals(
        listed && credentials ? List.of("true") : List.of(),
        answer.headers().all("Access-Control-Allow-Credentials"));
    assertTrue(answer.headers().first("Vary").orElse("").startsWith("Origin"));
  }
}
