package io.sluice.runtime.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class QueryParametersTest {

  @Test
  void parametersAreDecodedAndMayBeThereSeveralTimes() {
    QueryParameters parameters = QueryParameters.parse("?tag=a%3Db&tag=c+d&&name&limit=7");
    assertEquals(List.of("a=b", "c d"), parameters.all("tag"));
    assertEquals(Optional.of(""), parameters.one("name"));
    assertEquals(Optional.empty(), parameters.one("after"));
    assertEquals(7, parameters.integer("limit", 100, 1, 1000));
    assertEquals(100, QueryParameters.parse("").integer("limit", 100, 1, 1000));
    assertTrue(QueryParameters.parse("?dryRun=true").flag("dryRun"));
  }

  @Test
  void anUnknownOneIsRefusedWithTheNearestKnown() {
    BadRequestException fault =
        assertThrows(
            BadRequestException.class,
            () -> QueryParameters.parse("?limt=3").allowOnly(Set.of("limit", "after")));
    assertEquals("limt", fault.part());
    assertTrue(fault.problem().contains("did you mean \"limit\"?"), fault.problem());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1001", "", "x", "+5", "-1", "1.0", "99999999999999999999"})
  void aNumberOutOfRangeIsRefused(String text) {
    QueryParameters parameters = QueryParameters.parse("?limit=" + text.replace("+", "%2B"));
    assertThrows(BadRequestException.class, () -> parameters.integer("limit", 100, 1, 1000));
  }

  @Test
  void whatCanNotBeReadIsRefused() {
    assertThrows(BadRequestException.class, () -> QueryParameters.parse("?a=%zz"));
    assertThrows(BadRequestException.class, () -> QueryParameters.parse("?a=1&a=2").one("a"));
    assertThrows(BadRequestException.class, () -> QueryParameters.parse("?a=yes").flag("a"));
  }
}
