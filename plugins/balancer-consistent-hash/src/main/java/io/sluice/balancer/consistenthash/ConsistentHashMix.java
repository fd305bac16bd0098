package io.sluice.balancer.consistenthash;

/**
 * Hashes that spread well and are the same in every process, so that gateways side by side place a
 * key alike. Not secret: who chooses keys can choose endpoints, up to their bound.
 */
final class ConsistentHashMix {

  private static final long FNV_OFFSET = 0xCBF29CE484222325L;
  private static final long FNV_PRIME = 0x100000001B3L;

  private ConsistentHashMix() {}

  /** The hash of a text: FNV-1a over its characters, mixed. */
  static long of(String text) {
    long hash = FNV_OFFSET;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * FNV_PRIME;
    }
    return mixed(hash);
  }

  /** A bijection in which every bit depends on every other (MurmurHash3's finalizer). */
  static long mixed(long value) {
    long mixed = value;
    mixed = (mixed ^ (mixed >>> 33)) * 0xFF51AFD7ED558CCDL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xC4CEB9FE1A85EC53L;
    return mixed ^ (mixed >>> 33);
  }
}
