package io.sluice.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.api.plugin.PluginProvider;
import io.sluice.api.plugin.Settings;
import io.sluice.api.plugin.SettingsException;
import io.sluice.testkit.fake.TestContext;
import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.Example;

/**
 * The laws for plugins of every kind. Not implemented by itself: each kind's contract has them.
 *
 * @param <T> the kind
 */
public interface PluginContract<T extends AutoCloseable> {

  /** The provider to be tested; a new one each time. */
  PluginProvider<T> provider();

  /** Settings with which the plugin works; none unless overridden. */
  default Map<String, ?> settings() {
    return Map.of();
  }

  /** A new instance with {@link #settings()}. */
  default T create(TestContext context) {
    return provider().create(Settings.of(settings()), context);
  }

  /** Configurations find a plugin by its name, so it is fit to stand in one and does not change. */
  @Example
  default void theNameIsLowerCaseWordsWithHyphensAndStays() {
    String name = provider().name();
    assertTrue(name.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*"), "the name is \"" + name + "\"");
    assertEquals(name, provider().name(), "the name changed");
  }

  /** A key that was not read is refused by the gateway. */
  @Example
  default void everySettingIsRead() {
    Settings settings = Settings.of(settings());
    provider().create(settings, TestContext.seeded(1));
    settings.rejectUnknownKeys();
  }

  /** Only keys that mean something are read, so that mistyped ones are found. */
  @Example
  default void anUnknownSettingIsLeftUnread() {
    Map<String, Object> mistyped = new HashMap<>(settings());
    mistyped.put("noSuchSetting", "x");
    Settings settings = Settings.of(mistyped);
    provider().create(settings, TestContext.seeded(1));
    assertThrows(
        SettingsException.class,
        settings::rejectUnknownKeys,
        "the plugin took notice of a setting that it can't know");
  }

  /** Each service has an instance of its own. */
  @Example
  default void everyInstanceIsANewOne() {
    PluginProvider<T> provider = provider();
    T one = provider.create(Settings.of(settings()), TestContext.seeded(1));
    T other = provider.create(Settings.of(settings()), TestContext.seeded(2));
    assertNotSame(one, other, "two services share an instance");
  }

  /** An instance that was never used ends without a sound. */
  @Example
  default void anUnusedInstanceCloses() throws Exception {
    create(TestContext.seeded(1)).close();
  }
}
