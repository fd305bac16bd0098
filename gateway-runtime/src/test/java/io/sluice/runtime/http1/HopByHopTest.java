package io.sluice.runtime.http1;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.api.Headers;
import io.sluice.runtime.exchange.FieldList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HopByHopTest {

  @Test
  void leavesOutFieldsOfTheConnectionAndThoseItNames() {
    FieldList fields =
        FieldList.copyOf(
            Headers.of("Connection", "x", "A", "1", "TE", "x", "B", "2", "Host", "h", "a", "3"));
    assertEquals(
        List.of("B: 2", "Host: h"),
        Wire.lines(HopByHop.endToEnd(fields, List.of("A", "Host", "none"))));
  }

  @Test
  void addsNothingThatCouldBeTakenForTheGatewaysOwnWord() {
    FieldList fields =
        FieldList.copyOf(
            Headers.of(
                "X_Forwarded_For", "1", "x-forwarded_host", "2", "X_Real_IP", "3", "X_A", "4"));
    assertEquals(List.of("X_A: 4"), Wire.lines(HopByHop.endToEnd(fields, List.of())));
  }
}
