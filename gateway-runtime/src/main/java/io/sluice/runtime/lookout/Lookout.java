package io.sluice.runtime.lookout;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;

/**
 * Looks at something in a fixed rhythm until it is closed, on a virtual thread of its own. What a
 * look finds wrong is logged, once as long as it stays the same.
 */
public final class Lookout implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Lookout.class.getName());

  private final String stays;
  private final Look look;
  private final Thread thread;
  private String lastProblem = "";

  /** One look, which takes up what has changed. */
  @FunctionalInterface
  public interface Look {
    /**
     * Looks. Of one thread at a time.
     *
     * @throws IOException if what is there can't be used; the message says why
     */
    void take() throws IOException;
  }

  /**
   * A lookout that has not begun.
   *
   * @param thread the name of its thread
   * @param stays what goes on if what is there can't be used, as the log puts it
   */
  public Lookout(String thread, Duration period, String stays, Look look) {
    this.stays = stays;
    this.look = look;
    this.thread = Thread.ofVirtual().name(thread).unstarted(() -> run(period));
  }

  /** Begins, once; the first look is a period away. */
  public void start() {
    thread.start();
  }

  private void run(Duration period) {
    try {
      while (true) {
        Thread.sleep(period);
        look();
      }
    } catch (InterruptedException e) {
      LOG.log(Level.TRACE, "{0} ends", thread.getName());
    }
  }

  /** Looks once. Of one thread at a time. */
  public void look() {
    try {
      look.take();
      lastProblem = "";
    } catch (ClosedByInterruptException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException e) {
      warn(String.valueOf(e.getMessage()));
    }
  }

  private void warn(String problem) {
    if (!problem.equals(lastProblem)) {
      lastProblem = problem;
      LOG.log(Level.WARNING, stays + ": " + problem);
    }
  }

  /** Looks no more. */
  @Override
  public void close() {
    thread.interrupt();
  }
}
