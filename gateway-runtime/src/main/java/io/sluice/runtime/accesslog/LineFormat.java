package io.sluice.runtime.accesslog;

/** How an entry becomes a line, its end included. Of one thread at a time. */
interface LineFormat {

  /** Appends the line. */
  void write(AccessEntry entry, LineBuffer out);
}
