package io.sluice.testkit;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** Fails whoever comes while another is inside, as code does that was written for one thread. */
final class Crowd {

  private final AtomicBoolean inside = new AtomicBoolean();

  @SuppressWarnings("ThreadPriorityCheck") // it may yield in vain, and mostly does not
  <T> T refuse(Supplier<T> action) {
    if (!inside.compareAndSet(false, true)) {
      throw new IllegalStateException("two at once");
    }
    try {
      Thread.yield(); // lets others come in, also where one processor is all there is
      return action.get();
    } finally {
      inside.set(false);
    }
  }
}
