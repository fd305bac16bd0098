package io.sluice.runtime.maps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A trie holds what a hash map holds, and stays what it was when another is made of it. */
final class TrieMapProperties {

  /** A key whose hash says little, so that many are the same. */
  record Key(int number, int hash) {
    @Override
    public int hashCode() {
      return hash;
    }
  }

  /** A key that gets a value, or none if it is negative. */
  record Step(Key key, int value) {}

  @Property(tries = 500)
  void equalsAHashMapAndNeverChanges(@ForAll("steps") List<Step> steps) {
    TrieMap<Key, Integer> map = TrieMap.empty();
    Map<Key, Integer> model = new HashMap<>();
    for (Step step : steps) {
      Map<Key, Integer> before = new HashMap<>(model);
      TrieMap<Key, Integer> old = map;
      if (step.value() < 0) {
        map = map.without(step.key());
        model.remove(step.key());
        assertNull(map.get(step.key()));
        assertFalse(map.containsKey(step.key()));
      } else {
        map = map.with(step.key(), step.value());
        model.put(step.key(), step.value());
        assertEquals(step.value(), map.get(step.key()));
      }
      assertEquals(model, map);
      assertEquals(model.size(), map.size());
      assertEquals(model.size(), map.entrySet().stream().count());
      assertEquals(before, old);
    }
    assertEquals(map, TrieMap.copyOf(model));
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Key> keys =
        Combinators.combine(
                Arbitraries.integers().between(0, 20),
                Arbitraries.of(0, 1, 32, 33, 1 << 15, 1 << 31, -1))
            .as(Key::new);
    return Combinators.combine(keys, Arbitraries.integers().between(-3, 5))
        .as(Step::new)
        .list()
        .ofMaxSize(80);
  }
}
