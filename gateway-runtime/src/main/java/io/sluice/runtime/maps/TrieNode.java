package io.sluice.runtime.maps;

import org.jspecify.annotations.Nullable;

/**
 * A part of a {@link TrieMap}: the keys whose hashes agree in the bits below {@code shift}.
 * Immutable.
 */
sealed interface TrieNode<K, V> permits TrieBranch, TrieLeaf {

  /** How many bits of a hash choose the child of a branch. */
  int BITS = 5;

  /** The leaf of a key, or null if there is none. */
  @Nullable TrieLeaf<K, V> find(int hash, Object key, int shift);

  /** The same with that leaf, in place of one with its key. */
  TrieNode<K, V> with(TrieLeaf<K, V> leaf, int shift);

  /** The same without a key, or null if nothing is left. */
  @Nullable TrieNode<K, V> without(int hash, Object key, int shift);
}
