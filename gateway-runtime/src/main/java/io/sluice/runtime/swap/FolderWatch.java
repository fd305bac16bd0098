package io.sluice.runtime.swap;

import io.sluice.runtime.layer.PluginFolder;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks at the plugin folder once a second, and has it looked through when something in it has
 * changed and nothing has changed since the look before: so a jar that is being copied is left
 * alone until it is whole.
 *
 * <p>A platform thread, since plugins are made on it; sizes and times are compared, since the
 * system's own notices do not come from every kind of file system.
 */
public final class FolderWatch implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(FolderWatch.class.getName());
  private static final long PERIOD_NANOS = Duration.ofSeconds(1).toNanos();
  private static final Object UNREADABLE = "unreadable";

  private final PluginFolder folder;
  private final Runnable onChange;
  private final Thread thread =
      Thread.ofPlatform().name("sluice-plugin-watch").daemon().unstarted(this::run);
  private Object handled;
  private Object latest;
  private volatile boolean open = true;

  /** A watch for what changes from now on. */
  public FolderWatch(PluginFolder folder, Runnable onChange) {
    this.folder = folder;
    this.onChange = onChange;
    this.handled = look();
    this.latest = handled;
  }

  /** Begins, once. */
  public void start() {
    thread.start();
  }

  private void run() {
    LockSupport.parkNanos(this, PERIOD_NANOS);
    while (open) {
      try {
        check();
      } catch (RuntimeException | LinkageError e) {
        LOG.log(Level.ERROR, "what changed in the plugin folder could not be taken up", e);
      }
      LockSupport.parkNanos(this, PERIOD_NANOS);
    }
  }

  /** Looks once. */
  void check() {
    Object now = look();
    boolean settled = now.equals(latest);
    latest = now;
    if (settled && !now.equals(handled) && !now.equals(UNREADABLE)) {
      handled = now;
      onChange.run();
    }
  }

  private Object look() {
    try {
      return folder.look();
    } catch (IOException e) {
      return UNREADABLE; // a file that was there is gone: the next look will tell
    }
  }

  /** Ends it, when the change of the moment is done with. */
  @Override
  public void close() {
    open = false;
    LockSupport.unpark(thread);
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
