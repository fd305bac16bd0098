package io.sluice.runtime.listener;

import io.sluice.runtime.accesslog.AccessEntry;
import io.sluice.runtime.accesslog.AccessLog;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps what was written down. Safe for any thread. */
public final class RecordedAccesses implements AccessLog {

  private final BlockingQueue<AccessEntry> entries = new LinkedBlockingQueue<>();
  private final AtomicInteger requests = new AtomicInteger();

  @Override
  public boolean isWanted() {
    return true;
  }

  @Override
  public void record(AccessEntry entry) {
    entries.add(entry);
    if (!entry.asked().requestId().isEmpty()) {
      requests.incrementAndGet();
    }
  }

  /** How many entries are of requests that were served, well or not. */
  int requests() {
    return requests.get();
  }

  /** The next entry. */
  public AccessEntry next() throws InterruptedException {
    AccessEntry next = entries.poll(10, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("nothing was written down");
    }
    return next;
  }
}
