package io.sluice.runtime.registry;

import io.sluice.api.Endpoint;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Watches what host names lead to; implemented by the names room, called by the registry. */
public interface Names {

  /** Looks nothing up: each endpoint stays one, found by its name. */
  Names UNWATCHED = (_, _, _, _) -> new Unwatched();

  /**
   * A watch over the name of an endpoint, looked up at once, and then again and again.
   *
   * @param service the service that the endpoint is of
   * @param refresh how long after a look-up the next one is made
   * @param onChange called on a thread of its own whenever the addresses are others than before
   */
  Watch watch(String service, Endpoint endpoint, Duration refresh, Runnable onChange);

  /** The watch over one name. Safe for any thread. */
  interface Watch extends AutoCloseable {

    /** What is known at this moment. */
    Answer answer();

    /** Ends the watch; never blocks. */
    @Override
    void close();
  }

  /**
   * What is known about a name.
   *
   * @param addresses those of the last look-up that succeeded and that may be dialled, in an order
   *     of their own; none before the first such look-up
   * @param since when they were found first, or when the watch began
   * @param problem why the last look-up failed, or empty if it did not
   */
  record Answer(List<InetAddress> addresses, Instant since, String problem) {

    /** Copies the list. */
    public Answer {
      addresses = List.copyOf(addresses);
    }
  }

  /** A watch that never learns anything. */
  record Unwatched() implements Watch {

    private static final Answer NOTHING = new Answer(List.of(), Instant.EPOCH, "");

    @Override
    public Answer answer() {
      return NOTHING;
    }

    @Override
    public void close() {}
  }
}
