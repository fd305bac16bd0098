package io.sluice.runtime.authoring;

import io.sluice.runtime.plugin.PluginKind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A Maven project of a plugin that works, for somebody to make another of it: module, provider,
 * declared settings, the laws as its test.
 *
 * @param kind what it makes
 * @param name the plugin's name, lower-case words with hyphens
 * @param home the folder of the distribution against which it is built
 * @param version the version of the plugin contract
 */
public record PluginProject(PluginKind kind, String name, Path home, String version) {

  private static final String NAMES = "[a-z][a-z0-9]*(-[a-z0-9]+)*";

  /** Refuses a name that no plugin may have. */
  public PluginProject {
    if (!name.matches(NAMES)) {
      throw new IllegalArgumentException(
          "a plugin's name is lower-case words with hyphens, not \"" + name + "\"");
    }
  }

  /**
   * Writes the project.
   *
   * @param folder must not be there, or be empty
   * @return the files, below the folder
   * @throws IOException if it can't be written
   */
  public List<Path> write(Path folder) throws IOException {
    if (Files.exists(folder) && !isEmpty(folder)) {
      throw new FileAlreadyExistsException(folder.toString(), null, "is there already");
    }
    List<Path> written = new ArrayList<>();
    for (Map.Entry<String, String> file : files().entrySet()) {
      Path path = Path.of(file.getKey());
      Path target = folder.resolve(path);
      Files.createDirectories(target.toAbsolutePath().getParent());
      Files.writeString(target, fill(template(file.getValue())));
      written.add(path);
    }
    return written;
  }

  private static boolean isEmpty(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.findAny().isEmpty();
    }
  }

  /** Each file and the template it is made from. */
  private Map<String, String> files() {
    String sources = "src/main/java/";
    String types = packageName().replace('.', '/') + "/" + typeName();
    Map<String, String> files = new LinkedHashMap<>();
    files.put("pom.xml", "pom.xml");
    files.put("README.md", "README.md");
    files.put(sources + "module-info.java", "module-info.java");
    files.put(sources + types + "Provider.java", "Provider.java");
    files.put(sources + types + "Settings.java", kind.word() + "/Settings.java");
    files.put(sources + types + ".java", kind.word() + "/Plugin.java");
    files.put("src/test/java/" + types + "Test.java", "Test.java");
    return files;
  }

  private String fill(String template) {
    return template
        .replace("@name@", name)
        .replace("@kind@", kind.word())
        .replace("@Kind@", capitalized(kind.word()))
        .replace("@Class@", typeName())
        .replace("@package@", packageName())
        .replace("@home@", home.toString())
        .replace("@sdk@", home.resolve("sdk").toString())
        .replace("@version@", version)
        .replace("@use@", use());
  }

  /** Such as {@code TenantStampFilter} for the filter {@code tenant-stamp}. */
  private String typeName() {
    StringBuilder type = new StringBuilder();
    for (String word : name.split("-", -1)) {
      type.append(capitalized(word));
    }
    String end = capitalized(kind.word());
    return type.toString().endsWith(end) ? type.toString() : type + end;
  }

  private String packageName() {
    return "example." + typeName().toLowerCase(Locale.ROOT);
  }

  private String use() {
    return kind == PluginKind.FILTER
        ? "and name it in a registration: `\"filters\": [{\"name\": \"" + name + "\"}]`."
        : "and name it in a registration: `\"%s\": {\"name\": \"%s\"}`."
            .formatted(kind.word(), name);
  }

  private static String capitalized(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }

  private static String template(String name) throws IOException {
    try (InputStream in = PluginProject.class.getResourceAsStream(name + ".txt")) {
      if (in == null) {
        throw new IllegalStateException("the template " + name + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
