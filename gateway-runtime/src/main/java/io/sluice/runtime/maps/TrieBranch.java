package io.sluice.runtime.maps;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node with a child for each value of the next five bits that occurs.
 *
 * @param bitmap the values that occur
 * @param children one for each, in their order
 */
record TrieBranch<K, V>(int bitmap, List<TrieNode<K, V>> children) implements TrieNode<K, V> {

  private static final int MASK = (1 << BITS) - 1;

  /** Of two leaves whose hashes differ. */
  static <K, V> TrieNode<K, V> of(TrieLeaf<K, V> one, TrieLeaf<K, V> other, int shift) {
    int bit = bit(one.hash(), shift);
    TrieBranch<K, V> alone = new TrieBranch<>(bit, List.of(one));
    return bit == bit(other.hash(), shift)
        ? new TrieBranch<>(bit, List.of(of(one, other, shift + BITS)))
        : alone.with(other, shift);
  }

  private static int bit(int hash, int shift) {
    return 1 << ((hash >>> shift) & MASK);
  }

  private int index(int bit) {
    return Integer.bitCount(bitmap & (bit - 1));
  }

  @Override
  public @Nullable TrieLeaf<K, V> find(int hash, Object key, int shift) {
    int bit = bit(hash, shift);
    return (bitmap & bit) == 0 ? null : children.get(index(bit)).find(hash, key, shift + BITS);
  }

  @Override
  public TrieNode<K, V> with(TrieLeaf<K, V> leaf, int shift) {
    int bit = bit(leaf.hash(), shift);
    int index = index(bit);
    List<TrieNode<K, V>> next = new ArrayList<>(children);
    if ((bitmap & bit) == 0) {
      next.add(index, leaf);
    } else {
      next.set(index, next.get(index).with(leaf, shift + BITS));
    }
    return new TrieBranch<>(bitmap | bit, List.copyOf(next));
  }

  @Override
  public @Nullable TrieNode<K, V> without(int hash, Object key, int shift) {
    int bit = bit(hash, shift);
    if ((bitmap & bit) == 0) {
      return this;
    }
    int index = index(bit);
    List<TrieNode<K, V>> next = new ArrayList<>(children);
    TrieNode<K, V> child = next.get(index).without(hash, key, shift + BITS);
    if (child != null) {
      next.set(index, child);
      return new TrieBranch<>(bitmap, List.copyOf(next));
    }
    next.remove(index);
    return next.isEmpty() ? null : new TrieBranch<>(bitmap & ~bit, List.copyOf(next));
  }
}
