package io.sluice.limiter.tokenbucket;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A hash that clients can't foresee: SipHash-1-3 under a secret key (Aumasson and Bernstein,
 * "SipHash: a fast short-input PRF", 2012), over some texts.
 *
 * <p>Buckets are found by 64 bits of it instead of the texts. Two of a million keys share them with
 * a probability of about one in forty million, and nobody who doesn't know the secret can make two
 * that do. Immutable.
 *
 * @param secret0 one half of the secret
 * @param secret1 the other half
 */
record TokenBucketHash(long secret0, long secret1) {

  /** One with a secret of its own. */
  static TokenBucketHash drawn(RandomGenerator random) {
    return new TokenBucketHash(random.nextLong(), random.nextLong());
  }

  /** The hash of texts, whose borders count; never 0. */
  long of(List<String> texts) {
    State state = new State(secret0, secret1);
    for (int i = 0; i < texts.size(); i++) {
      state.add(texts.get(i));
    }
    long hash = state.end();
    return hash == 0 ? 1 : hash;
  }

  /** The four words that the texts are mixed into; confined to one call. */
  private static final class State {

    private long v0;
    private long v1;
    private long v2;
    private long v3;

    State(long secret0, long secret1) {
      v0 = secret0 ^ 0x736f6d6570736575L;
      v1 = secret1 ^ 0x646f72616e646f6dL;
      v2 = secret0 ^ 0x6c7967656e657261L;
      v3 = secret1 ^ 0x7465646279746573L;
    }

    /** Four characters a word; then a word of what is left and the length. */
    void add(String text) {
      int length = text.length();
      int i = 0;
      for (; i + 4 <= length; i += 4) {
        mix(
            text.charAt(i)
                | (long) text.charAt(i + 1) << 16
                | (long) text.charAt(i + 2) << 32
                | (long) text.charAt(i + 3) << 48);
      }
      long last = (long) length << 48;
      for (int shift = 0; i < length; i++, shift += 16) {
        last ^= (long) text.charAt(i) << shift;
      }
      mix(last);
    }

    long end() {
      v2 ^= 0xFF;
      round();
      round();
      round();
      return v0 ^ v1 ^ v2 ^ v3;
    }

    private void mix(long word) {
      v3 ^= word;
      round();
      v0 ^= word;
    }

    private void round() {
      v0 += v1;
      v2 += v3;
      v1 = Long.rotateLeft(v1, 13) ^ v0;
      v3 = Long.rotateLeft(v3, 16) ^ v2;
      v0 = Long.rotateLeft(v0, 32);
      v2 += v1;
      v0 += v3;
      v1 = Long.rotateLeft(v1, 17) ^ v2;
      v3 = Long.rotateLeft(v3, 21) ^ v0;
      v2 = Long.rotateLeft(v2, 32);
    }
  }
}
