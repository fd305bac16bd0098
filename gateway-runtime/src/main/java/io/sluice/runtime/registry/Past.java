package io.sluice.runtime.registry;

import io.sluice.runtime.history.Chronicle;
import io.sluice.runtime.history.Configuration;
import io.sluice.runtime.history.Difference;
import io.sluice.runtime.history.Documents;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What operators had configured before now: what they have now, with the changes since undone.
 *
 * @param now what they have
 * @param chronicle what has changed
 */
record Past(Configuration now, Chronicle chronicle) {

  /** What was configured as of a revision, if all is kept that has changed since. */
  Optional<Configuration> configuration(long revision) {
    return chronicle
        .undone(revision, now.revision())
        .map(former -> {
          Map<String, Map<String, Object>> services = new HashMap<>(now.services());
          former.forEach((name, document) ->
              document.ifPresentOrElse(
                  then -> services.put(name, then), () -> services.remove(name)));
          return new Configuration(revision, services);
        });
  }

  /** In what two revisions differ, if both are kept; without effects. */
  Optional<Difference> difference(long from, long to) {
    return configuration(from)
        .flatMap(one ->
            configuration(to)
                .map(other ->
                    new Difference(
                        Documents.difference(one.services(), other.services()), List.of())));
  }
}
