package io.sluice.runtime.maps;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map without nulls of which another one, with or without a key, is made in time that
 * hardly depends on its size: both share all but the way to that key.
 *
 * <p>A trie of the keys' hashes, five bits a level, after Bagwell, "Ideal Hash Trees" (2001). Its
 * order is that of the hashes. Safe for any thread.
 */
public final class TrieMap<K, V> extends AbstractMap<K, V> {

  private static final TrieMap<?, ?> EMPTY = new TrieMap<>(null, 0);

  private final @Nullable TrieNode<K, V> root;
  private final int size;

  private TrieMap(@Nullable TrieNode<K, V> root, int size) {
    this.root = root;
    this.size = size;
  }

  /** A map without keys. */
  @SuppressWarnings("unchecked") // it holds nothing of any type
  public static <K, V> TrieMap<K, V> empty() {
    return (TrieMap<K, V>) EMPTY;
  }

  /** A map with the same content; the same one if it is of this kind. */
  public static <K, V> TrieMap<K, V> copyOf(Map<K, V> map) {
    if (map instanceof TrieMap<K, V> same) {
      return same;
    }
    TrieMap<K, V> copy = empty();
    for (Map.Entry<K, V> entry : map.entrySet()) {
      copy = copy.with(entry.getKey(), entry.getValue());
    }
    return copy;
  }

  /** The map that differs from this one in having that value under the key. */
  public TrieMap<K, V> with(K key, V value) {
    TrieLeaf<K, V> leaf = new TrieLeaf<>(spread(key), key, value, null);
    if (root == null) {
      return new TrieMap<>(leaf, 1);
    }
    return new TrieMap<>(root.with(leaf, 0), containsKey(key) ? size : size + 1);
  }

  /** The map that differs from this one in not having the key. */
  public TrieMap<K, V> without(K key) {
    return root == null || !containsKey(key)
        ? this
        : new TrieMap<>(root.without(spread(key), key, 0), size - 1);
  }

  private static int spread(Object key) {
    int hash = key.hashCode();
    return hash ^ (hash >>> 16);
  }

  @Override
  public @Nullable V get(Object key) {
    TrieLeaf<K, V> leaf = root == null ? null : root.find(spread(key), key, 0);
    return leaf == null ? null : leaf.getValue();
  }

  @Override
  public boolean containsKey(Object key) {
    return root != null && root.find(spread(key), key, 0) != null;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Set<Map.Entry<K, V>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Map.Entry<K, V>> iterator() {
        return new Walk<>(root);
      }

      @Override
      public int size() {
        return size;
      }
    };
  }

  /** From leaf to leaf. */
  private static final class Walk<K, V> implements Iterator<Map.Entry<K, V>> {

    private final Deque<TrieNode<K, V>> open = new ArrayDeque<>();

    Walk(@Nullable TrieNode<K, V> root) {
      if (root != null) {
        open.push(root);
      }
    }

    @Override
    public boolean hasNext() {
      return !open.isEmpty();
    }

    @Override
    public Map.Entry<K, V> next() {
      while (true) {
        switch (open.poll()) {
          case null -> throw new NoSuchElementException();
          case TrieBranch<K, V> branch -> branch.children().forEach(open::push);
          case TrieLeaf<K, V> leaf -> {
            if (leaf.next() != null) {
              open.push(leaf.next());
            }
            return leaf;
          }
        }
      }
    }
  }
}
