package io.sluice.runtime.accesslog;

/** Records nothing. */
final class NoAccessLog implements AccessLog {

  @Override
  public boolean isWanted() {
    return false;
  }

  @Override
  public void record(AccessEntry entry) {}
}
