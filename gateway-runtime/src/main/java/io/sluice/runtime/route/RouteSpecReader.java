package io.sluice.runtime.route;

import io.sluice.api.plugin.Settings;
import io.sluice.api.plugin.SettingsException;
import io.sluice.runtime.exchange.Redirect;
import io.sluice.runtime.route.Condition.Test;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Reads the routes of a service from its document: a list of them, or the one in short form, whose
 * members stand beside what else is said of the service.
 */
public final class RouteSpecReader {

  private static final List<String> SHORT_FORM = List.of("paths", "hosts", "strip", "host");

  private RouteSpecReader() {}

  /**
   * Reads the routes.
   *
   * @param service the service's document
   * @param path the path of a route that names none
   * @throws SettingsException that says where and why, if they are at fault
   */
  public static Routing read(Settings service, String path) {
    return read(
        service,
        path,
        fault -> {
          throw fault;
        });
  }

  /**
   * Reads what can be read of the routes; if they are at fault, what it answers stands in for them.
   *
   * @param faults is told what is wrong
   */
  public static Routing read(Settings service, String path, Consumer<SettingsException> faults) {
    try {
      return service.has("routes")
          ? routes(service, path, faults)
          : Routing.of(route(service, path, Conditions.NONE, Optional.empty(), faults));
    } catch (SettingsException e) {
      faults.accept(e);
      return Routing.of(RouteSpec.of("/"));
    } finally {
      SHORT_FORM.forEach(service::has); // known, even if a fault kept them from being read
    }
  }

  private static Routing routes(Settings service, String path, Consumer<SettingsException> faults) {
    for (String key : SHORT_FORM) {
      if (service.has(key)) {
        faults.accept(service.fault(key, "belongs into the routes, where there is a list of them"));
      }
    }
    List<Settings> sections = service.sections("routes");
    if (sections.isEmpty()) {
      throw service.fault("routes", "must not be empty");
    }
    checked(
        service.pointerTo("routes"),
        sections,
        list -> RouteSyntax.checkCount("routes", list, Routing.MOST_ROUTES));
    return Routing.listed(distinct(sections, path, faults));
  }

  private static List<RouteSpec> distinct(
      List<Settings> sections, String path, Consumer<SettingsException> faults) {
    List<RouteSpec> routes = new ArrayList<>();
    Set<RouteKey> seen = new HashSet<>();
    for (Settings section : sections) {
      try {
        RouteSpec route = route(section, path, conditions(section), redirect(section), faults);
        section.rejectUnknownKeys();
        for (RouteKey key : route.keys()) {
          if (!seen.add(key)) {
            throw section.fault("paths", key + " leads to a route above");
          }
        }
        routes.add(route);
      } catch (SettingsException e) {
        faults.accept(e);
      }
    }
    return routes.isEmpty() ? List.of(RouteSpec.of(path)) : routes;
  }

  private static RouteSpec route(
      Settings settings,
      String path,
      Conditions conditions,
      Optional<Redirect> redirect,
      Consumer<SettingsException> faults) {
    List<String> paths = settings.strings("paths", List.of(path));
    List<String> hosts = settings.strings("hosts", List.of());
    String rewrite = settings.string("host", "");
    if (paths.isEmpty()) {
      throw settings.fault("paths", "must not be empty");
    }
    List<SettingsException> found = new ArrayList<>();
    checkEach(paths, settings, "paths", RouteSpec.MOST_PATHS, RouteSyntax::checkPath, found::add);
    checkEach(hosts, settings, "hosts", RouteSpec.MOST_HOSTS, RouteSyntax::checkHost, found::add);
    if (!found.isEmpty()) {
      found.subList(0, found.size() - 1).forEach(faults);
      throw found.getLast();
    }
    checked(settings.pointerTo("host"), rewrite, RouteSyntax::checkRewrite);
    if (redirect.isPresent() && !rewrite.isEmpty()) {
      throw settings.fault("host", "has no meaning beside a redirect: no endpoint is told it");
    }
    return new RouteSpec(paths, hosts, conditions, settings.flag("strip", true), rewrite, redirect);
  }

  private static Conditions conditions(Settings route) {
    List<String> methods = route.strings("methods", List.of());
    checkEach(
        methods,
        route,
        "methods",
        Conditions.MOST,
        Conditions::checkMethod,
        fault -> {
          throw fault;
        });
    List<Condition> headers = conditions(route, "headers", Condition::checkField);
    List<Condition> query = conditions(route, "query", Condition::checkParameter);
    return checked(route.pointer(), () -> new Conditions(methods, headers, query));
  }

  private static List<Condition> conditions(Settings route, String key, Consumer<Condition> check) {
    List<Condition> conditions = new ArrayList<>();
    for (Settings section : route.sections(key)) {
      Condition condition = condition(section);
      checked(section.pointer(), condition, check);
      if (conditions.contains(condition)) {
        throw new SettingsException(section.pointer(), "is named twice");
      }
      conditions.add(condition);
    }
    return conditions;
  }

  private static Condition condition(Settings section) {
    String name = section.requiredString("name");
    List<Test> tests = new ArrayList<>();
    for (Test test : Test.values()) {
      if (section.has(test.word())) {
        tests.add(test);
      }
    }
    if (tests.size() != 1) {
      throw new SettingsException(
          section.pointer(), "exactly one of equals, prefix, present, absent says what is asked");
    }
    Test test = tests.getFirst();
    if (test.compares()) {
      String text = section.requiredString(test.word());
      return checked(section.pointer(), () -> new Condition(name, test, text));
    }
    if (!section.flag(test.word(), true)) {
      throw section.fault(test.word(), "can only be true; the contrary has a word of its own");
    }
    return checked(section.pointer(), () -> new Condition(name, test, ""));
  }

  private static Optional<Redirect> redirect(Settings route) {
    if (!route.has("redirect")) {
      return Optional.empty();
    }
    Settings redirect = route.section("redirect");
    String to = redirect.requiredString("to");
    int status = (int) redirect.integer("status", Redirect.DEFAULT_STATUS, 100, 599);
    checked(redirect.pointerTo("to"), to, Redirect::checkTo);
    checked(redirect.pointerTo("status"), status, Redirect::checkStatus);
    return Optional.of(new Redirect(to, status));
  }

  private static void checkEach(
      List<String> values,
      Settings settings,
      String key,
      int most,
      Consumer<String> check,
      Consumer<SettingsException> faults) {
    String pointer = settings.pointerTo(key);
    checked(pointer, values, list -> RouteSyntax.checkCount(key, list, most));
    for (int i = 0; i < values.size(); i++) {
      String place = pointer + "/" + i;
      try {
        checked(place, values.get(i), check);
        if (values.indexOf(values.get(i)) < i) {
          throw new SettingsException(place, "is named twice");
        }
      } catch (SettingsException e) {
        faults.accept(e);
      }
    }
  }

  private static <T> void checked(String pointer, T value, Consumer<T> check) {
    try {
      check.accept(value);
    } catch (IllegalArgumentException e) {
      throw new SettingsException(pointer, String.valueOf(e.getMessage()));
    }
  }

  private static <T> T checked(String pointer, Supplier<T> make) {
    try {
      return make.get();
    } catch (IllegalArgumentException e) {
      throw new SettingsException(pointer, String.valueOf(e.getMessage()));
    }
  }
}
