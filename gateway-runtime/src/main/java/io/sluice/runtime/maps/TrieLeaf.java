package io.sluice.runtime.maps;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A key with its value, and the next one whose hash is the same.
 *
 * @param hash the key's, spread
 */
record TrieLeaf<K, V>(int hash, K key, V value, @Nullable TrieLeaf<K, V> next)
    implements TrieNode<K, V>, Map.Entry<K, V> {

  @Override
  public @Nullable TrieLeaf<K, V> find(int otherHash, Object otherKey, int shift) {
    if (hash != otherHash) {
      return null;
    }
    for (TrieLeaf<K, V> leaf = this; leaf != null; leaf = leaf.next) {
      if (leaf.key.equals(otherKey)) {
        return leaf;
      }
    }
    return null;
  }

  @Override
  public TrieNode<K, V> with(TrieLeaf<K, V> leaf, int shift) {
    return leaf.hash == hash
        ? new TrieLeaf<>(hash, leaf.key, leaf.value, without(leaf.key))
        : TrieBranch.of(this, leaf, shift);
  }

  @Override
  public @Nullable TrieNode<K, V> without(int otherHash, Object otherKey, int shift) {
    return otherHash == hash ? without(otherKey) : this;
  }

  private @Nullable TrieLeaf<K, V> without(Object otherKey) {
    if (key.equals(otherKey)) {
      return next;
    }
    return next == null ? this : new TrieLeaf<>(hash, key, value, next.without(otherKey));
  }

  @Override
  public K getKey() {
    return key;
  }

  @Override
  public V getValue() {
    return value;
  }

  @Override
  public V setValue(V other) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Map.Entry<?, ?> entry
        && key.equals(entry.getKey())
        && value.equals(entry.getValue());
  }

  @Override
  public int hashCode() {
    return key.hashCode() ^ value.hashCode();
  }
}
