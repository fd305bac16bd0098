package io.sluice.runtime.admin;

import io.sluice.runtime.registry.Precondition;
import io.sluice.runtime.rest.BadRequestException;
import io.sluice.runtime.rest.EntityTags;
import io.sluice.runtime.rest.EntityTags.Tag;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a request asks to hold (RFC 9110 section 13). The tag of a resource is the revision of its
 * last change.
 */
final class Conditions {

  private static final String IF_MATCH = "If-Match";
  private static final String IF_NONE_MATCH = "If-None-Match";

  private Conditions() {}

  /** The tag of a revision. */
  static String tag(long revision) {
    return Tag.of(revision).toString();
  }

  /** What must hold for a change to be made. */
  static Precondition of(AdminRequest request) {
    Optional<EntityTags> match = tags(request, IF_MATCH);
    Optional<EntityTags> noneMatch = tags(request, IF_NONE_MATCH);
    if (match.isPresent() && noneMatch.isPresent()) {
      throw new BadRequestException(IF_NONE_MATCH, "can't be asked beside " + IF_MATCH);
    }
    return match
        .map(Conditions::matching)
        .or(() -> noneMatch.map(Conditions::differing))
        .orElse(new Precondition.Always());
  }

  /** Whether somebody who looks has what is of this revision. */
  static boolean isKnown(AdminRequest request, long revision) {
    return tags(request, IF_NONE_MATCH)
        .map(tags -> !differing(tags).holds(Optional.of(revision)))
        .orElse(false);
  }

  private static Optional<EntityTags> tags(AdminRequest request, String field) {
    List<String> lines = request.request().head().headers().all(field);
    return lines.isEmpty() ? Optional.empty() : Optional.of(EntityTags.parse(field, lines));
  }

  private static Precondition matching(EntityTags tags) {
    return switch (tags) {
      case EntityTags.Any _ -> new Precondition.Present();
      case EntityTags.Listed(List<Tag> list) ->
          new Precondition.Matches(revisions(list.stream().filter(tag -> !tag.isWeak())));
    };
  }

  private static Precondition differing(EntityTags tags) {
    return switch (tags) {
      case EntityTags.Any _ -> new Precondition.Absent();
      case EntityTags.Listed(List<Tag> list) -> new Precondition.Differs(revisions(list.stream()));
    };
  }

  /** The revisions of those tags that can be some. */
  private static Set<Long> revisions(Stream<Tag> tags) {
    return tags.map(Tag::opaque)
        .filter(text -> text.matches("0|[1-9][0-9]{0,17}"))
        .map(Long::valueOf)
        .collect(Collectors.toSet());
  }
}
