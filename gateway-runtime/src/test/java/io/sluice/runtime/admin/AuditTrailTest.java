package io.sluice.runtime.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.runtime.audit.Attempt;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the audit is told of requests to the administration. */
final class AuditTrailTest {

  private final AdminFixture admin = new AdminFixture();

  @AfterEach
  void close() {
    admin.close();
  }

  private Attempt only() {
    List<Attempt> attempts = admin.attempts();
    assertEquals(1, attempts.size(), attempts::toString);
    return attempts.getFirst();
  }

  @Test
  void whatIsOnlyLookedAtIsNotTold() throws IOException {
    admin.json("GET", "/services", "");
    assertEquals(List.of(), admin.attempts());
  }

  @Test
  void aChangeIsToldWithWhoAndWhat() throws IOException {
    assertEquals(201, admin.json("PUT", "/api/v1/services/books", "[]").status());
    Attempt attempt = only();
    assertEquals("anonymous", attempt.who());
    assertTrue(attempt.from().isLoopbackAddress());
    assertEquals("PUT /api/v1/services/books", attempt.action());
    assertEquals("books", attempt.service());
    assertEquals(201, attempt.result().status());
    assertEquals("", attempt.result().code());
    assertFalse(attempt.isDryRun());
  }

  @Test
  void aRefusedChangeIsToldWithTheProblem() throws IOException {
    assertEquals(422, admin.json("POST", "/services/books", "[7]").status());
    assertEquals(422, only().result().status());
    assertEquals("invalid-value", only().result().code());
  }

  @Test
  void whoeverIsNotLetInHasNoName() throws IOException {
    admin.raw("DELETE /services/books HTTP/1.1\r\nHost: evil.example\r\n\r\n");
    assertEquals("", only().who());
    assertEquals(403, only().result().status());
  }
}
