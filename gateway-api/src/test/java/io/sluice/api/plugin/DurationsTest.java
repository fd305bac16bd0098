package io.sluice.api.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DurationsTest {

  @Test
  void aNumberAndAUnitAreADuration() {
    assertEquals(Optional.of(Duration.ofMillis(250)), Durations.parse("250ms"));
    assertEquals(Optional.of(Duration.ofSeconds(5)), Durations.parse("5s"));
    assertEquals(Optional.of(Duration.ofMinutes(2)), Durations.parse("2m"));
    assertEquals(Optional.of(Duration.ofHours(1)), Durations.parse("1h"));
    assertEquals(Optional.of(Duration.ZERO), Durations.parse("0"));
    assertEquals(Optional.of(Duration.ZERO), Durations.parse("0s"));
    assertEquals(Optional.of(Duration.ofHours(999_999_999)), Durations.parse("999999999h"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "5",
        "s",
        "5 s",
        " 5s",
        "-5s",
        "+5s",
        "05s",
        "1.5s",
        "5S",
        "5d",
        "5ss",
        "1h30m",
        "5s\n",
        "1000000000s",
        "\u0665s"
      })
  void anythingElseIsNone(String text) {
    assertEquals(Optional.empty(), Durations.parse(text));
  }

  @Test
  void theShortestTextIsWritten() {
    assertEquals("0s", Durations.format(Duration.ZERO));
    assertEquals("1500ms", Durations.format(Duration.ofMillis(1500)));
    assertEquals("90s", Durations.format(Duration.ofSeconds(90)));
    assertEquals("2m", Durations.format(Duration.ofMinutes(2)));
    assertEquals("24h", Durations.format(Duration.ofDays(1)));
  }

  @Property
  void whatIsWrittenReadsBack(@ForAll @LongRange(min = 0, max = 999_999_999) long millis) {
    Duration duration = Duration.ofMillis(millis);
    assertEquals(Optional.of(duration), Durations.parse(Durations.format(duration)));
  }
}
