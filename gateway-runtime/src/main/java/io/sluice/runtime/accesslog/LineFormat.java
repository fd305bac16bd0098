package io.sluice.runtime.accesslog;

/** How an entry becomes a line, its end included. Of the writing thread. */
interface LineFormat {

  /** Appends the line. */
  void write(AccessEntry entry, LineBuffer out);
}
