package io.sluice.testkit;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** Fails whoever comes while another is inside, as code does that was written for one thread. */
final class Crowd {

  private final AtomicBoolean inside = new AtomicBoolean();

  <T> T refuse(Supplier<T> action) {
    if (!inside.compareAndSet(false, true)) {
      throw new IllegalStateException("two at once");
    }
    try {
      for (int i = 0; i < 200; i++) {
        Thread.onSpinWait();
      }
      return action.get();
    } finally {
      inside.set(false);
    }
  }
}
