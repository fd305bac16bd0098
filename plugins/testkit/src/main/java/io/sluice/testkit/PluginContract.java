package io.sluice.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.api.plugin.PluginProvider;
import io.sluice.api.plugin.Setting;
import io.sluice.api.plugin.Settings;
import io.sluice.api.plugin.SettingsException;
import io.sluice.api.plugin.SettingsSchema;
import io.sluice.testkit.fake.TestContext;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

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
  @Property(tries = 20)
  default void anUnknownSettingIsLeftUnread(@ForAll @IntRange(min = 0) int number) {
    Map<String, Object> mistyped = new HashMap<>(settings());
    mistyped.put("noSuchSetting" + number, "x");
    Settings settings = Settings.of(mistyped);
    provider().create(settings, TestContext.seeded(1));
    assertThrows(
        SettingsException.class,
        settings::rejectUnknownKeys,
        "the plugin took notice of a setting that it can't know");
  }

  /** What is read was declared, if anything was, so that users are told of every setting. */
  @Example
  default void onlyDeclaredSettingsAreRead() {
    SettingsSchema schema = provider().settings();
    Settings settings = Settings.of(settings());
    provider().create(settings, TestContext.seeded(1));
    assertTrue(
        !schema.isDeclared() || schema.keys().containsAll(settings.asked()),
        () -> "it reads " + settings.asked() + " and declares " + schema.keys());
  }

  /** A default that is declared may be written out: it is read, and it is right. */
  @Example
  default void declaredDefaultsCanBeWrittenOut() {
    Map<String, Object> defaults = new HashMap<>();
    for (Setting<?> setting : provider().settings().settings()) {
      setting.otherwise().ifPresent(value -> defaults.put(setting.key(), value));
    }
    Map<String, Object> written = new HashMap<>(defaults);
    written.putAll(settings());
    Settings settings = Settings.of(written);
    provider().create(settings, TestContext.seeded(1));
    assertTrue(
        settings.asked().containsAll(defaults.keySet()),
        () -> "it declares " + defaults.keySet() + " and reads " + settings.asked());
  }

  /** Each service has an instance of its own. */
  @Property(tries = 20)
  default void everyInstanceIsANewOne(@ForAll @IntRange(min = 2, max = 10) int services) {
    PluginProvider<T> provider = provider();
    Set<T> instances = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int i = 0; i < services; i++) {
      instances.add(provider.create(Settings.of(settings()), TestContext.seeded(i)));
    }
    assertEquals(services, instances.size(), "services share an instance");
  }

  /** The control thread makes instances of all services one after another; none keeps it long. */
  @Example
  default void makingInstancesDoesNotBlock() {
    PluginProvider<T> provider = provider();
    Laws.within(
        Duration.ofSeconds(5),
        () -> {
          for (int i = 0; i < 20; i++) {
            provider.create(Settings.of(settings()), TestContext.seeded(i));
          }
        },
        "twenty instances took too long");
  }

  /** A thread that outlived its instance would keep the plugin from ever being unloaded. */
  @Example
  default void noThreadOutlivesTheInstance() {
    List<Thread> left =
        Laws.threadsLeftBy(() -> {
          create(TestContext.seeded(1)).close();
          return true;
        });
    assertEquals(List.of(), left, "threads went on after the end");
  }

  /** An instance that was never used ends without a sound. */
  @Example
  default void anUnusedInstanceCloses() throws Exception {
    create(TestContext.seeded(1)).close();
  }
}
