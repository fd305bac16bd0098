package io.sluice.runtime.config;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.AnchorNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A YAML file as plain values, with the line of each.
 *
 * <p>Taken is what JSON could say too: maps with text keys, lists, texts, numbers, true and false.
 * Refused are keys that stand twice, anchors, tags of other types and a second document. A key
 * without a value counts as an empty map, so that everything in a map may be commented out.
 */
final class YamlDocument {

  private static final int MOST_CODE_POINTS = 4 << 20;
  private static final int MOST_LEVELS = 32;

  private final String file;
  private final Map<String, Integer> lines = new HashMap<>();

  private YamlDocument(String file) {
    this.file = file;
  }

  /** What was read: the values at the root, and where they stand. */
  record Read(Map<String, Object> values, ConfigSource source) {}

  /**
   * Reads a file's text.
   *
   * @throws ConfigException if it is not well-formed or not plain
   */
  static Read read(String file, String text) {
    YamlDocument document = new YamlDocument(file);
    Object root = document.root(text);
    if (!(root instanceof Map<?, ?> map)) {
      throw new ConfigException(file + ":1: expected keys and values");
    }
    Map<String, Object> values = new LinkedHashMap<>();
    map.forEach((key, value) -> values.put((String) key, value));
    return new Read(values, new ConfigSource(file, document.lines));
  }

  private Object root(String text) {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(file)
            .setUseMarks(true)
            .setCodePointLimit(MOST_CODE_POINTS)
            .build();
    try {
      checkLevels(new Parse(settings).parseString(text));
      return new Compose(settings)
          .composeString(text)
          .map(node -> value(node, ""))
          .orElse(Map.of());
    } catch (MarkedYamlEngineException e) {
      throw new ConfigException(file + line(e.getProblemMark()) + ": not YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      throw new ConfigException(file + ": not YAML: " + e.getMessage());
    }
  }

  /** Refuses what is nested too deeply before the composer, which is recursive, sees it. */
  private void checkLevels(Iterable<Event> events) {
    int levels = 0;
    for (Event event : events) {
      if (event instanceof CollectionStartEvent && ++levels > MOST_LEVELS) {
        throw new ConfigException(file + line(event.getStartMark()) + ": nested too deeply");
      }
      if (event instanceof CollectionEndEvent) {
        levels--;
      }
    }
  }

  private Object value(Node node, String pointer) {
    lines.putIfAbsent(pointer, line(node));
    if (node instanceof AnchorNode || node.getAnchor().isPresent()) {
      throw fault(node, pointer, "anchors and aliases are not taken");
    }
    return switch (node) {
      case MappingNode mapping -> map(mapping, pointer);
      case SequenceNode sequence -> list(sequence, pointer);
      case ScalarNode scalar -> scalar(scalar, pointer);
      default -> throw fault(node, pointer, "neither a map nor a list nor a value");
    };
  }

  private Map<String, Object> map(MappingNode node, String pointer) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (NodeTuple entry : node.getValue()) {
      Node keyNode = entry.getKeyNode();
      if (!(keyNode instanceof ScalarNode key)) {
        throw fault(keyNode, pointer, "a key must be a text");
      }
      String place = pointer + "/" + key.getValue().replace("~", "~0").replace("/", "~1");
      lines.put(place, line(key));
      if (map.put(key.getValue(), value(entry.getValueNode(), place)) != null) {
        throw fault(key, place, "the key stands twice");
      }
    }
    return map;
  }

  private List<Object> list(SequenceNode node, String pointer) {
    List<Object> list = new ArrayList<>();
    for (Node element : node.getValue()) {
      list.add(value(element, pointer + "/" + list.size()));
    }
    return list;
  }

  private Object scalar(ScalarNode node, String pointer) {
    Tag tag = node.getTag();
    String text = node.getValue();
    if (tag.equals(Tag.STR)) {
      return text;
    }
    if (tag.equals(Tag.BOOL)) {
      return Boolean.valueOf(text);
    }
    if (tag.equals(Tag.NULL)) {
      return Map.of();
    }
    if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
      return number(node, pointer);
    }
    throw fault(node, pointer, "the tag " + tag + " is not taken");
  }

  private Object number(ScalarNode node, String pointer) {
    try {
      return new BigDecimal(node.getValue());
    } catch (NumberFormatException e) {
      throw fault(node, pointer, "not a number: " + node.getValue());
    }
  }

  private ConfigException fault(Node node, String pointer, String problem) {
    lines.put(pointer, line(node));
    return new ConfigSource(file, lines).at(pointer, problem);
  }

  private static String line(Optional<Mark> mark) {
    return mark.map(place -> ":" + (place.getLine() + 1)).orElse("");
  }

  private static int line(Node node) {
    return node.getStartMark().map(Mark::getLine).orElse(0) + 1;
  }
}
