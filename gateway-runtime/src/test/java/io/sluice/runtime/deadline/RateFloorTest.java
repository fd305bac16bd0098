package io.sluice.runtime.deadline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** How long a peer may take that must keep up a rate. */
class RateFloorTest {

  private static final long SECOND = 1_000_000_000L;

  private final RateFloor floor = new RateFloor();

  @Test
  void whoKeepsUpTheRateMayGoOnForEver() {
    floor.begin(500, 60 * SECOND);
    for (int i = 0; i < 1000; i++) {
      assertEquals(60 * SECOND, floor.nanosFor(0));
      floor.moved(500, SECOND);
    }
  }

  @Test
  void aDripIsMeasuredByAllOfItsTime() {
    floor.begin(500, 60 * SECOND);
    for (int i = 0; i < 11; i++) {
      floor.moved(1, 5 * SECOND);
    }
    assertEquals(5 * SECOND + 11 * SECOND / 500, floor.nanosFor(0));
    floor.moved(1, 6 * SECOND);
    assertEquals(1, floor.nanosFor(0));
  }

  @Test
  void aFastBeginBuysNoSlowEnd() {
    floor.begin(500, 60 * SECOND);
    floor.moved(1 << 20, SECOND);
    assertEquals(60 * SECOND, floor.nanosFor(0));
  }

  @Test
  void whatIsToBeMovedHasTimeOfItsOwn() {
    floor.begin(1000, 2 * SECOND);
    floor.moved(0, SECOND);
    assertEquals(5 * SECOND, floor.nanosFor(4000));
  }

  @Test
  void withoutARateThereIsNoBound() {
    floor.begin(0, SECOND);
    floor.moved(0, 100 * SECOND);
    assertEquals(Long.MAX_VALUE, floor.nanosFor(1));
  }
}
