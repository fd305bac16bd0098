package io.sluice.filter.apikey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.api.plugin.Settings;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

final class ApiKeyFilterProperties {

  @Provide
  Arbitrary<String> keys() {
    return Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(40);
  }

  @Provide
  Arbitrary<String> pairs() {
    return Arbitraries.of("a=1", "b", "", "=", "keys=1", "xkey=2", "c=key", "%zz=1", "d=%26key=3");
  }

  @Property
  void exactlyTheKnownKeysHaveOwners(
      @ForAll @Size(min = 1, max = 10) List<@From("keys") String> known,
      @ForAll("keys") String shown) {
    List<Map<String, String>> written = new ArrayList<>();
    List<String> distinct = known.stream().distinct().toList();
    for (String key : distinct) {
      written.add(Map.of("name", "n" + written.size(), "sha256", Keys.hash(key)));
    }
    ApiKeyRing ring = ApiKeyRing.from(Settings.of(Map.of("keys", written)));
    for (int i = 0; i < distinct.size(); i++) {
      assertEquals(Optional.of("n" + i), ring.owner(distinct.get(i)));
    }
    assertEquals(distinct.contains(shown), ring.owner(shown).isPresent());
  }

  @Property
  void theParameterIsFoundAndTheRestStays(
      @ForAll @Size(max = 5) List<@From("pairs") String> before,
      @ForAll @Size(max = 5) List<@From("pairs") String> after,
      @ForAll("keys") String key) {
    List<String> pairs = new ArrayList<>(before);
    pairs.add("key=" + URLEncoder.encode(key, StandardCharsets.ISO_8859_1));
    pairs.addAll(after);
    ApiKeyQuery query = ApiKeyQuery.of("?" + String.join("&", pairs), "key");
    assertEquals(List.of(key), query.values());
    List<String> others = new ArrayList<>(before);
    others.addAll(after);
    assertEquals(others.isEmpty() ? "" : "?" + String.join("&", others), query.rest());
    assertTrue(ApiKeyQuery.of(query.rest(), "key").values().isEmpty());
  }
}
