package io.sluice.runtime.audit;

/** Where attempts to change something are told, each when its answer is known. For any thread. */
@FunctionalInterface
public interface Audit {

  /** Writes nothing down. */
  Audit NONE = _ -> {};

  /** Writes one down, if that is possible; never throws. */
  void record(Attempt attempt);
}
