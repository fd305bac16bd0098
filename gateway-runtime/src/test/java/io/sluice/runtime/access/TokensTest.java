package io.sluice.runtime.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TokensTest {

  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
  private final InstantSource clock = now::get;

  @TempDir private Path folder;

  private static Token token(String name, String secret, Scope scope) {
    return Token.named(name, TokenHash.of(secret), scope, NOW, Optional.empty());
  }

  private static TokenFile.Change adding(Token token) {
    return tokens -> {
      List<Token> more = new ArrayList<>(tokens);
      more.add(token);
      return more;
    };
  }

  private Tokens watch(List<Token> declared) throws IOException {
    return Tokens.watch(declared, TokenFile.in(folder), Duration.ofHours(1), clock);
  }

  private static Optional<Caller> caller(Tokens tokens, String secret) {
    return tokens.caller(TokenHash.of(secret));
  }

  @Test
  void aTokenIs256RandomBitsBehindItsPrefix() {
    SecureRandom random = new SecureRandom();
    Set<String> made = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      String secret = TokenSecret.next(random);
      assertTrue(secret.matches("slc_[A-Za-z0-9_-]{43}"), secret);
      made.add(secret);
    }
    assertEquals(1000, made.size());
  }

  @Test
  void theFileIsReadAsItWasWrittenAndIsItsOwnersOnly() throws IOException {
    TokenFile file = TokenFile.in(folder.resolve("new"));
    Token ci = token("ci", "a", Scope.WRITE);
    Token bot =
        Token.named("bot", TokenHash.of("b"), Scope.READ, NOW, Optional.of(NOW.plusSeconds(1)));
    file.change(adding(ci));
    file.change(adding(bot));
    assertEquals(List.of(ci, bot), file.read());
    assertEquals(
        PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(file.path()));
    String text = Files.readString(file.path());
    assertTrue(text.contains(TokenHash.of("a").toString()), text);
  }

  @Test
  void aChangeThatFailsLeavesTheFileAsItWas() throws IOException {
    TokenFile file = TokenFile.in(folder);
    file.change(adding(token("ci", "a", Scope.WRITE)));
    assertThrows(
        IOException.class,
        () ->
            file.change(_ -> {
              throw new IOException("no");
            }));
    assertEquals(1, file.read().size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ci write",
        "ci chief 00 2026-11-24T12:00:00Z -",
        "ci write 00 2026-11-24T12:00:00Z -",
        "admin-token read HASH 2026-11-24T12:00:00Z -",
        "ci write HASH soon -",
        "ci write HASH 2026-11-24T12:00:00Z -\nci read HASH 2026-11-24T12:00:00Z -"
      })
  void aWrongLineIsNamed(String line) throws IOException {
    TokenFile file = TokenFile.in(folder);
    String text = "# head\n" + line.replace("HASH", TokenHash.of("x").toString()) + "\n";
    Files.writeString(file.path(), text);
    IOException fault = assertThrows(IOException.class, file::read);
    String message = String.valueOf(fault.getMessage());
    assertTrue(message.contains("tokens:" + (line.contains("\n") ? 3 : 2) + ": "), message);
  }

  @Test
  void aTokenIsGoodAsSoonAsItIsInTheFileAndNoLongerWhenItIsNot() throws IOException {
    try (Tokens tokens = watch(List.of())) {
      assertFalse(tokens.areAsked());
      TokenFile.in(folder).change(adding(token("ci", "a", Scope.WRITE)));
      tokens.look();
      assertTrue(tokens.areAsked());
      assertEquals(Optional.of(new Caller("ci", Scope.WRITE)), caller(tokens, "a"));
      assertEquals(Optional.empty(), caller(tokens, "b"));
      TokenFile.in(folder).change(_ -> List.of());
      tokens.look();
      assertEquals(Optional.empty(), caller(tokens, "a"));
      Files.delete(TokenFile.in(folder).path());
      tokens.look();
      assertTrue(tokens.areAsked(), "who was asked before is asked now");
    }
  }

  @Test
  void aFileThatCanNotBeReadChangesNothing() throws IOException {
    TokenFile.in(folder).change(adding(token("ci", "a", Scope.WRITE)));
    try (Tokens tokens = watch(List.of())) {
      Files.writeString(TokenFile.in(folder).path(), "nonsense\n");
      tokens.look();
      assertTrue(caller(tokens, "a").isPresent());
    }
    assertThrows(IOException.class, () -> watch(List.of()));
  }

  @Test
  void aTokenEndsAtItsTime() throws IOException {
    Token token =
        Token.named("ci", TokenHash.of("a"), Scope.READ, NOW, Optional.of(NOW.plusSeconds(10)));
    TokenFile.in(folder).change(adding(token));
    try (Tokens tokens = watch(List.of())) {
      now.set(NOW.plusSeconds(9));
      assertTrue(caller(tokens, "a").isPresent());
      now.set(NOW.plusSeconds(10));
      assertTrue(caller(tokens, "a").isEmpty());
    }
  }

  @Test
  void whatIsDeclaredGoesBeforeTheFile() throws IOException {
    TokenFile.in(folder).change(adding(token("ci", "file", Scope.ADMIN)));
    try (Tokens tokens = watch(List.of(Token.admin("old"), token("ci", "a", Scope.READ)))) {
      assertEquals(Optional.of(new Caller("admin-token", Scope.ADMIN)), caller(tokens, "old"));
      assertEquals(Optional.of(new Caller("ci", Scope.READ)), caller(tokens, "a"));
      assertEquals(Optional.empty(), caller(tokens, "file"));
    }
  }

  @Test
  void aHashThatIsNoneIsNotRepeated() {
    IllegalArgumentException fault =
        assertThrows(IllegalArgumentException.class, () -> TokenHash.parse("slc_secret"));
    assertFalse(String.valueOf(fault.getMessage()).contains("secret"));
  }
}
