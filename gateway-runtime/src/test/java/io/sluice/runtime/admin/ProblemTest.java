package io.sluice.runtime.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ProblemTest {

  @Test
  void whatTheUserSentCanNotBreakOutOfTheDocument() {
    String hostile = "\",\"status\":200,\"x\":\"\r\n\u0000\u001b\\ caf\u00e9 \ud83d\ude00";
    Reply reply = Problem.invalid("/a\"b", hostile).reply();
    Map<?, ?> document = (Map<?, ?>) JsonDocument.read(reply.bytes());
    assertEquals(hostile, document.get("detail"));
    assertEquals("/a\"b", document.get("pointer"));
    assertEquals("422", String.valueOf(document.get("status")));
    assertTrue(reply.content().lines().allMatch(line -> line.chars().allMatch(c -> c >= ' ')));
  }

  @Test
  void aProblemIsMarkedAsSuchAndNotKept() {
    Reply reply = Problem.malformed("no", 3, 7).reply();
    assertEquals(400, reply.status());
    assertEquals("application/problem+json", reply.fields().get("Content-Type"));
    assertEquals("no-store", reply.fields().get("Cache-Control"));
    Map<?, ?> document =
        (Map<?, ?>) JsonDocument.read(reply.content().getBytes(StandardCharsets.UTF_8));
    assertEquals("urn:sluice:problem:malformed-json", document.get("type"));
    assertEquals("3", String.valueOf(document.get("line")));
    assertEquals("7", String.valueOf(document.get("column")));
  }
}
