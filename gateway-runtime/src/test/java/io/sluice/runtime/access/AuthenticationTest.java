package io.sluice.runtime.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.sluice.api.Client;
import io.sluice.runtime.access.Authentication.Answer;
import io.sluice.testkit.fake.FakeTicker;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AuthenticationTest {

  private static final Client PEER = new Client(InetAddress.getLoopbackAddress(), "127.0.0.1");
  private static final Caller CI = new Caller("ci", Scope.WRITE);

  private final FakeTicker ticker = new FakeTicker();
  private final List<String> counted = new ArrayList<>();
  private final Tokens tokens =
      Tokens.of(
          List.of(
              Token.named(
                  "ci", TokenHash.of("right"), Scope.WRITE, Instant.EPOCH, Optional.empty())));

  private Authentication of(Tokens known, Optional<Scope> certificates) {
    return new Authentication(known, certificates, counted::add, ticker);
  }

  @Test
  void whoShowsATokenIsItsOwner() {
    Authentication authentication = of(tokens, Optional.empty());
    assertEquals(new Answer.Known(CI), authentication.of(PEER, "Bearer right", ""));
    assertEquals(new Answer.Known(CI), authentication.of(PEER, "bEARER  right ", ""));
    assertEquals(List.of(), counted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Bearer wrong", "Bearer ", "Bearer", "right", "Basic right", "Bearer righ"})
  void anythingElseIsWrong(String shown) {
    assertEquals(new Answer.Wrong(), of(tokens, Optional.empty()).of(PEER, shown, ""));
    assertEquals(List.of("wrong"), counted);
  }

  @Test
  void whoGuessesIsShutOutEvenWithTheRightToken() {
    Authentication authentication = of(tokens, Optional.empty());
    for (int i = 0; i < 10; i++) {
      assertEquals(new Answer.Wrong(), authentication.of(PEER, "Bearer " + i, ""));
    }
    assertInstanceOf(Answer.ShutOut.class, authentication.of(PEER, "Bearer right", ""));
    Client other = new Client(InetAddress.getLoopbackAddress(), "192.0.2.1");
    assertEquals(new Answer.Known(CI), authentication.of(other, "Bearer right", ""));
    ticker.advance(Duration.ofMinutes(1));
    assertEquals(new Answer.Known(CI), authentication.of(PEER, "Bearer right", ""));
  }

  @Test
  void whoShowsNothingHasNotGuessed() {
    Authentication authentication = of(tokens, Optional.empty());
    for (int i = 0; i < 100; i++) {
      assertEquals(new Answer.Missing(), authentication.of(PEER, "", ""));
    }
    assertEquals(new Answer.Known(CI), authentication.of(PEER, "Bearer right", ""));
  }

  @Test
  void aCertificateTellsWhoItIsUnlessATokenDoes() {
    Authentication authentication = of(tokens, Optional.of(Scope.READ));
    assertEquals(
        new Answer.Known(new Caller("alice", Scope.READ)), authentication.of(PEER, "", "alice"));
    assertEquals(new Answer.Known(CI), authentication.of(PEER, "Bearer right", "alice"));
    assertEquals(new Answer.Wrong(), authentication.of(PEER, "Bearer wrong", "alice"));
    assertEquals(new Answer.Missing(), authentication.of(PEER, "", ""));
  }

  @Test
  void whereNobodyIsAskedItIsAnybody() {
    Authentication authentication = of(Tokens.NONE, Optional.empty());
    assertEquals(new Answer.Known(Caller.ANONYMOUS), authentication.of(PEER, "", ""));
    assertEquals(new Answer.Known(Caller.ANONYMOUS), authentication.of(PEER, "Bearer x", ""));
  }
}
