package io.sluice.runtime.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Any history of calls, against a model that keeps the history and looks through all of it. */
class QuarantineProperties {

  /** What happens next. */
  enum Event {
    /** A call is asked for, and goes right. */
    RIGHT,
    /** A call is asked for, and fails. */
    WRONG,
    /** A call is asked for, and says nothing. */
    UNDECIDED,
    /** A call is asked for, and its end comes later. */
    BEGIN,
    /** The oldest call that was begun ends well. */
    END_RIGHT,
    /** The oldest call that was begun ends badly. */
    END_WRONG,
    /** A call is stuck. */
    STUCK
  }

  /** An event and how long nothing happened before it. */
  record Step(Event event, long afterMillis) {}

  /** The rules once more, in the plainest form. */
  private static final class Model {

    /** A call of the window. */
    private record Ended(boolean wrong) {}

    private long now;
    private boolean suspect;
    private boolean shut;
    private boolean trial;
    private long until;
    private long pause;
    private long window;
    private int row;
    private List<Ended> ended = new ArrayList<>();

    Turn ask() {
      if (trial) {
        return Turn.SPARED;
      }
      if (!shut) {
        return Turn.FREE;
      }
      trial = now >= until;
      return trial ? Turn.TRIAL : Turn.SPARED;
    }

    void end(Turn turn, boolean wrong) {
      if (turn == Turn.TRIAL) {
        trial = false;
        if (wrong) {
          shut();
        } else {
          shut = false;
          suspect = true;
          row = 0;
          begin();
        }
      } else if (!shut && wrong) {
        wrong();
      } else if (!shut && suspect) {
        row = 0;
        ended.add(new Ended(false));
        if (now - window >= 10_000) {
          suspect = false;
          pause = 0;
        }
      }
    }

    private void wrong() {
      if (!suspect) {
        row = 0;
        begin();
      } else if (now - window >= 10_000) {
        pause = 0;
        begin();
      }
      suspect = true;
      row++;
      ended.add(new Ended(true));
      long failed = ended.stream().filter(Ended::wrong).count();
      if (row == 5 || (ended.size() >= 20 && 3 * failed >= ended.size())) {
        shut();
      }
    }

    void stuck() {
      if (!shut) {
        shut();
      }
    }

    void undecided(Turn turn) {
      if (turn == Turn.TRIAL) {
        trial = false;
        until = now;
      }
    }

    private void begin() {
      window = now;
      ended = new ArrayList<>();
    }

    private void shut() {
      shut = true;
      pause = pause == 0 ? 1_000 : Math.min(60_000, 2 * pause);
      until = now + pause;
    }
  }

  @Provide
  Arbitrary<List<Step>> histories() {
    Arbitrary<Event> events =
        Arbitraries.frequency(
            Tuple.of(8, Event.WRONG),
            Tuple.of(8, Event.RIGHT),
            Tuple.of(1, Event.UNDECIDED),
            Tuple.of(2, Event.BEGIN),
            Tuple.of(1, Event.END_RIGHT),
            Tuple.of(1, Event.END_WRONG),
            Tuple.of(1, Event.STUCK));
    Arbitrary<Long> pauses =
        Arbitraries.frequencyOf(
            Tuple.of(10, Arbitraries.just(0L)),
            Tuple.of(4, Arbitraries.longs().between(1, 1_500)),
            Tuple.of(1, Arbitraries.longs().between(1_500, 70_000)));
    return events
        .flatMap(event -> pauses.map(pause -> new Step(event, pause)))
        .list()
        .ofMinSize(1)
        .ofMaxSize(200);
  }

  @Property
  void itDecidesAsTheRulesSay(@ForAll("histories") List<Step> history, @ForAll long start) {
    Model model = new Model();
    long[] nanos = {start};
    Quarantine quarantine = new Quarantine(() -> nanos[0]);
    List<Turn> open = new ArrayList<>();
    for (Step step : history) {
      model.now += step.afterMillis();
      nanos[0] += Duration.ofMillis(step.afterMillis()).toNanos();
      switch (step.event()) {
        case RIGHT, WRONG, UNDECIDED, BEGIN -> {
          Turn turn = quarantine.ask();
          assertEquals(model.ask(), turn, () -> "at " + model.now);
          if (turn == Turn.SPARED) {
            continue;
          }
          switch (step.event()) {
            case RIGHT -> end(model, quarantine, turn, false);
            case WRONG -> end(model, quarantine, turn, true);
            case BEGIN -> open.add(turn);
            case UNDECIDED, END_RIGHT, END_WRONG, STUCK -> {
              model.undecided(turn);
              quarantine.undecided(turn);
            }
          }
        }
        case END_RIGHT, END_WRONG -> {
          if (!open.isEmpty()) {
            end(model, quarantine, open.removeFirst(), step.event() == Event.END_WRONG);
          }
        }
        case STUCK -> {
          model.stuck();
          boolean _ = quarantine.stuck();
        }
      }
      assertEquals(model.shut, quarantine.isShut());
      assertEquals(!model.shut && !model.suspect, quarantine.isSound());
    }
  }

  private static void end(Model model, Quarantine quarantine, Turn turn, boolean wrong) {
    model.end(turn, wrong);
    boolean _ = wrong ? quarantine.failed(turn) : quarantine.succeeded(turn);
  }

  @Property(tries = 20)
  void ofManyThreadsOneGetsTheTrial(@ForAll long start) throws InterruptedException {
    long[] nanos = {start};
    Quarantine quarantine = new Quarantine(() -> nanos[0]);
    for (int i = 0; i < Quarantine.ROW; i++) {
      assertEquals(i == Quarantine.ROW - 1, quarantine.failed(quarantine.ask()));
    }
    nanos[0] += Quarantine.FIRST_PAUSE.toNanos();
    List<Turn> turns = java.util.Collections.synchronizedList(new ArrayList<>());
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      threads.add(Thread.ofVirtual().start(() -> turns.add(quarantine.ask())));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(1, turns.stream().filter(Turn.TRIAL::equals).count(), turns::toString);
    assertTrue(turns.stream().noneMatch(Turn.FREE::equals), turns::toString);
  }

  @Property(tries = 1)
  void thePauseGrowsToItsLimit() {
    long[] nanos = {0};
    Quarantine quarantine = new Quarantine(() -> nanos[0]);
    boolean _ = quarantine.stuck();
    List<Long> pauses = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      pauses.add(quarantine.pause().toSeconds());
      nanos[0] += quarantine.pause().toNanos();
      assertTrue(quarantine.failed(quarantine.ask()));
    }
    assertEquals(List.of(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L), pauses);
  }
}
