package io.sluice.runtime.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sluice.api.Headers;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FieldListTest {

  private final FieldList fields =
      FieldList.copyOf(Headers.of("Host", "a", "Accept", "b", "ACCEPT", "caf\u00e9", "X", ""));

  @Test
  void findsNamesInAnyCase() {
    assertEquals(Optional.of("b"), fields.first("accept"));
    assertEquals(List.of("b", "caf\u00e9"), fields.all("aCCept"));
    assertEquals(Optional.empty(), fields.first("accep"));
    assertEquals(2, fields.indexOf("accept", 2));
    assertEquals(-1, fields.indexOf("host", 1));
  }

  @Test
  void addsAndLeavesOutLines() {
    Headers changed = fields.without("ACCEPT").with("Y", "z").replaced("host", "b");
    assertEquals(List.of("X", "Y", "host"), names(changed));
    assertEquals(Optional.of("b"), changed.first("Host"));
    assertEquals(4, fields.size());
    assertSame(fields, fields.without("none"));
  }

  @Test
  void refusesLinesThatAreNone() {
    assertThrows(IllegalArgumentException.class, () -> fields.with("a b", "c"));
    assertThrows(IllegalArgumentException.class, () -> fields.with("a", "b\r\nc"));
    assertThrows(IllegalArgumentException.class, () -> fields.with("a", "\u010a"));
    assertThrows(IndexOutOfBoundsException.class, () -> fields.name(4));
    assertThrows(IndexOutOfBoundsException.class, () -> fields.value(-1));
  }

  @Test
  void showsNoValuesAsText() {
    assertEquals("[Host, Accept, ACCEPT, X]", fields.toString());
  }

  @Test
  void knowsTheFieldsOfTheGateway() {
    assertEquals(KnownField.HOST, known("hOST"));
    assertEquals(KnownField.CONTENT_LENGTH, known("Content-Length"));
    assertEquals(KnownField.TRANSFER_ENCODING, known("transfer-encoding"));
    assertEquals(KnownField.CONNECTION, known("Connection"));
    assertEquals(KnownField.TE, known("TE"));
    assertEquals(KnownField.UPGRADE, known("upgrade"));
    assertEquals(KnownField.EXPECT, known("Expect"));
    assertEquals(KnownField.FORWARDING, known("X-Forwarded-For"));
    for (String name :
        List.of(
            "Keep-Alive",
            "HTTP2-Settings",
            "Proxy",
            "Proxy-Connection",
            "proxy-x",
            "X_Forwarded_For")) {
      assertEquals(KnownField.ENDS_HERE, known(name), name);
    }
    for (String name : List.of("X", "Hose", "Proxies", "X-Forwarder", "Prox-Connection", "P")) {
      assertEquals(KnownField.OTHER, known(name), name);
    }
  }

  private static KnownField known(String name) {
    return FieldList.copyOf(Headers.of(name, "")).known(0);
  }

  private static List<String> names(Headers headers) {
    return IntStream.range(0, headers.size()).mapToObj(headers::name).toList();
  }
}
