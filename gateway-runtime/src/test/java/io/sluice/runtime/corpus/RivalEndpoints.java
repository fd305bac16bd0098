package io.sluice.runtime.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sluice.runtime.listener.ProxyFixture;
import io.sluice.runtime.listener.ProxyFixture.Setup;
import io.sluice.runtime.listener.RawClient;
import io.sluice.runtime.listener.RawClient.Answer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The requests of the corpus through the gateway to endpoints that others wrote. Runs by its name
 * only; what is not installed is skipped.
 */
class RivalEndpoints {

  @TempDir
  @SuppressWarnings("NullAway.Init") // set before each test
  private Path folder;

  private static String marker(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: m\r\n\r\n";
  }

  @ParameterizedTest
  @EnumSource
  void noMarkerIsAnsweredAfterAFramingErrorInFrontOf(Rival rival) throws Exception {
    assumeTrue(rival.installed().isPresent(), rival + " is not installed");
    try (RivalServer server = RivalServer.endpoint(rival, folder);
        ProxyFixture proxy = Setup.DEFAULT.startBehind(server.address())) {
      List<String> wrong = new ArrayList<>();
      for (RequestCase given : RequestCase.all()) {
        try {
          checkInFrontOfEndpoint(given, proxy);
        } catch (AssertionError | IOException e) {
          wrong.add(given + ": " + e.getMessage());
        }
      }
      assertEquals(List.of(), wrong);
    }
  }

  private static void checkInFrontOfEndpoint(RequestCase given, ProxyFixture proxy)
      throws IOException {
    try (RawClient client = proxy.connect()) {
      client.offer(given.bytes() + marker("/marker"));
      String all = client.halfClose().readUntilClose();
      if (given.status() > 0) {
        checkAnswers(given, all);
      }
      assertTrue(given.then() != RequestCase.Then.CLOSE || !all.contains("/marker"), all);
    }
    try (RawClient client = proxy.get("/own")) {
      assertEquals("/own", client.read().field("X-Path"));
    }
  }

  /** An endpoint may answer before a body turns out to be broken, and with any status. */
  private static void checkAnswers(RequestCase given, String all) throws IOException {
    InputStream in = new ByteArrayInputStream(all.getBytes(StandardCharsets.ISO_8859_1));
    Answer answer = finalAnswer(in, given.isHead());
    assertTrue(!given.never() || answer.status() == given.status(), all);
    if (given.then() != RequestCase.Then.CLOSE && answer.field("Connection").isEmpty()) {
      assertEquals("/marker", finalAnswer(in, false).field("X-Path"), all);
    }
    assertEquals(0, in.available(), all);
  }

  private static Answer finalAnswer(InputStream in, boolean toHead) throws IOException {
    Answer answer = toHead ? RawClient.readHeadOnly(in) : RawClient.read(in);
    return answer.status() < 200 ? finalAnswer(in, toHead) : answer;
  }
}
