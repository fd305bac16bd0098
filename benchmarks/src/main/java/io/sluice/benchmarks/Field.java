package io.sluice.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * The gateways that are compared, and what went wrong with each: a fault of one is noted under its
 * name and does not end the comparison of the others. One thread.
 */
final class Field {

  private final List<Contender> running = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();

  /** Starts a gateway and waits for its first answer, or notes why that failed. */
  void enter(String name, Callable<Contender> start) {
    try {
      Contender contender = start.call();
      running.add(contender);
      attempt(contender, "the first answer", contender::answered);
    } catch (Exception e) { // nothing that one gateway does may end the others' comparison
      note(name, "the start", e);
    }
  }

  /** The gateways that can still be loaded. */
  List<Contender> running() {
    return List.copyOf(running);
  }

  /** One line for each fault. */
  List<String> faults() {
    return List.copyOf(faults);
  }

  /**
   * Does something with one gateway. If that fails it is noted; a gateway that does not answer any
   * more is taken out.
   */
  <T> Optional<T> attempt(Contender contender, String what, Callable<T> action)
      throws InterruptedException {
    try {
      return Optional.of(action.call());
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) { // as above
      note(contender.name(), what, e);
      if (!contender.answers()) {
        note(
            contender.name(),
            what,
            new IOException("it answers no more and is left out: " + contender.lastWords()));
        running.remove(contender);
        contender.close();
      }
      return Optional.empty();
    }
  }

  private void note(String name, String what, Exception fault) {
    String line = "%s: %s failed: %s".formatted(name, what, fault.getMessage());
    faults.add(line);
    System.err.println(line);
  }
}
