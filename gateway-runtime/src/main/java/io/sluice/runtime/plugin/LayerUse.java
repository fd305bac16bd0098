package io.sluice.runtime.plugin;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Who needs the layer of a jar or folder: its keeper from the beginning, until that lets go, and
 * every instance that was made of its plugins. When nobody does any more, it ends, once. Safe for
 * any thread.
 */
public final class LayerUse {

  /** Of a layer that lives as long as the gateway. */
  static final LayerUse ENDLESS = new LayerUse(() -> {});

  private final AtomicInteger users = new AtomicInteger(1);
  private final Runnable end;

  /**
   * The use of a layer by its keeper.
   *
   * @param end what is done when nobody needs the layer any more, by the thread that was the last
   */
  public LayerUse(Runnable end) {
    this.end = end;
  }

  /** One more needs it; false if it has ended and can't be used any more. */
  public boolean begin() {
    return users.getAndUpdate(count -> count == 0 ? 0 : count + 1) > 0;
  }

  /** One of those who need it does so no longer. */
  public void end() {
    if (users.decrementAndGet() == 0) {
      end.run();
    }
  }
}
