package io.sluice.probe.http;

import io.sluice.api.plugin.Setting;
import io.sluice.api.plugin.SettingShape;
import io.sluice.api.plugin.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A set of status codes, written as one code, a range such as {@code 200-299}, or a list of these.
 *
 * @param ranges what it is made of
 */
record HttpProbeStatuses(List<Range> ranges) {

  private static final Pattern FORM = Pattern.compile("([2-5][0-9]{2})(?:-([2-5][0-9]{2}))?");

  private static final SettingShape ONE =
      new SettingShape.OneOf(
          List.of(new SettingShape.Whole(200, 599), new SettingShape.Text(3, 7)));

  static final Setting<Object> STATUS =
      Setting.value("status", 200, List.of(ONE, new SettingShape.ListOf(ONE, 1, Integer.MAX_VALUE)))
          .doc("The good answers: a status code, a range such as \"200-299\", or a list of both.");

  /** The codes from {@code first} to {@code last}, both included. */
  record Range(int first, int last) {}

  HttpProbeStatuses {
    ranges = List.copyOf(ranges);
  }

  static HttpProbeStatuses from(Settings settings) {
    Object written = settings.get(STATUS);
    List<?> elements = written instanceof List<?> list ? list : List.of(written);
    if (elements.isEmpty()) {
      throw settings.fault(STATUS.key(), "is an empty list, so that no answer would be good");
    }
    List<Range> ranges = new ArrayList<>();
    for (Object element : elements) {
      ranges.add(range(settings, element));
    }
    return new HttpProbeStatuses(ranges);
  }

  private static Range range(Settings settings, Object element) {
    Matcher matcher = FORM.matcher(element.toString());
    if (!matcher.matches()) {
      throw settings.fault(
          STATUS.key(),
          "expected a status code from 200 to 599 or a range such as 200-299, found " + element);
    }
    int first = Integer.parseInt(matcher.group(1));
    int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
    if (last < first) {
      throw settings.fault(STATUS.key(), "the range " + element + " runs backwards");
    }
    return new Range(first, last);
  }

  boolean contains(int status) {
    return ranges.stream().anyMatch(range -> range.first() <= status && status <= range.last());
  }
}
