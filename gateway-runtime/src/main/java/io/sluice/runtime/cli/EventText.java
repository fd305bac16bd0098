package io.sluice.runtime.cli;

import io.sluice.runtime.client.Document;
import io.sluice.runtime.client.Json;
import io.sluice.runtime.client.Printable;
import io.sluice.runtime.client.ServerEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** An event in one line. */
final class EventText {

  /** What says what the event is about, in this order. */
  private static final List<String> SUBJECTS =
      List.of("service", "endpoint", "kind", "name", "path", "what");

  private static final Set<String> ELSEWHERE = Set.of("at", "from", "to", "reason");

  private EventText() {}

  static void show(ServerEvent event, Output output) {
    output.line(output.isJson() ? json(event) : line(event, output));
  }

  private static String json(ServerEvent event) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("id", event.id());
    document.put("type", event.type());
    document.putAll(event.data().members());
    return Json.line(document);
  }

  private static String line(ServerEvent event, Output output) {
    Document data = event.data();
    StringBuilder line = new StringBuilder();
    line.append(output.paint(Ink.FAINT, data.at("at").text()));
    line.append("  ").append(output.paint(Ink.TITLE, Printable.of(event.type())));
    SUBJECTS.stream()
        .map(data::at)
        .filter(subject -> !subject.isEmpty())
        .forEach(subject -> line.append(' ').append(subject.text()));
    String to = data.at("to").text();
    if (!to.isEmpty()) {
      line.append(": ").append(data.at("from").text()).append(" -> ");
      line.append(output.paint(ServiceText.ink(to), to));
    }
    String reason = data.at("reason").text();
    if (!reason.isEmpty()) {
      line.append(" (").append(reason).append(')');
    }
    return line.append(rest(data)).toString();
  }

  private static String rest(Document data) {
    return data.members().entrySet().stream()
        .filter(member -> !SUBJECTS.contains(member.getKey()))
        .filter(member -> !ELSEWHERE.contains(member.getKey()))
        .map(member -> " " + Printable.of(member.getKey()) + "=" + Json.line(member.getValue()))
        .collect(Collectors.joining());
  }
}
