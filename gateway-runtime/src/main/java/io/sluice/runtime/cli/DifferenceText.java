package io.sluice.runtime.cli;

import io.sluice.runtime.client.Document;
import io.sluice.runtime.client.Json;

/** In what two configurations differ, for people: a line each step, then what follows from it. */
final class DifferenceText {

  private DifferenceText() {}

  static void show(Document difference, Output output) {
    if (isEmpty(difference)) {
      output.line("no difference");
    }
    difference.at("steps").elements().forEach(step -> output.line(line(step, output)));
    difference
        .at("effects")
        .elements()
        .forEach(effect -> output.line(output.paint(Ink.FAINT, "  " + effect.text())));
  }

  static boolean isEmpty(Document difference) {
    return difference.at("steps").elements().isEmpty();
  }

  private static String line(Document step, Output output) {
    String path = step.at("path").text();
    String from = Json.line(step.at("from").value());
    String to = Json.line(step.at("to").value());
    return switch (step.at("op").text()) {
      case "add" -> output.paint(Ink.GOOD, "+ " + path + "  " + to);
      case "remove" -> output.paint(Ink.BAD, "- " + path + "  " + from);
      default -> output.paint(Ink.ODD, "~ " + path + "  " + from + " -> " + to);
    };
  }
}
