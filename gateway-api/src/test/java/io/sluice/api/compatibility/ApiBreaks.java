package io.sluice.api.compatibility;

import japicmp.cmp.JApiCmpArchive;
import japicmp.cmp.JarArchiveComparator;
import japicmp.cmp.JarArchiveComparatorOptions;
import japicmp.model.JApiBehavior;
import japicmp.model.JApiClass;
import japicmp.model.JApiCompatibility;
import japicmp.model.JApiParameter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** What a plugin that fits one version of the contract would trip over in another one. */
final class ApiBreaks {

  private final Set<String> found = new TreeSet<>();

  private ApiBreaks() {}

  /**
   * The breaks between a jar and compiled classes, of binary as of source compatibility, each as
   * the place and japicmp's name of the change.
   *
   * @param kept which of the classes' files count
   */
  static Set<String> between(Path baseline, Path classes, Predicate<String> kept)
      throws IOException {
    JarArchiveComparatorOptions options = new JarArchiveComparatorOptions();
    options.getIgnoreMissingClasses().setIgnoreAllMissingClasses(true);
    ApiBreaks breaks = new ApiBreaks();
    new JarArchiveComparator(options)
        .compare(
            new JApiCmpArchive(baseline.toFile(), "baseline"),
            new JApiCmpArchive(jar(classes, kept), "now.jar", "now"))
        .forEach(breaks::look);
    return breaks.found;
  }

  private void look(JApiClass type) {
    String name = type.getFullyQualifiedName();
    note(name, type);
    note(name, type.getSuperclass());
    type.getInterfaces().forEach(one -> note(name + " " + one.getFullyQualifiedName(), one));
    type.getFields().forEach(one -> note(name + "." + one.getName(), one));
    type.getConstructors().forEach(one -> note(signature(name, one), one));
    type.getMethods().forEach(one -> note(signature(name, one), one));
  }

  private void note(String where, JApiCompatibility element) {
    element.getCompatibilityChanges().stream()
        .filter(change -> !change.isBinaryCompatible() || !change.isSourceCompatible())
        .forEach(change -> found.add(where + " " + change.getType()));
  }

  private static String signature(String type, JApiBehavior one) {
    return one.getParameters().stream()
        .map(JApiParameter::getType)
        .collect(Collectors.joining(",", type + "." + one.getName() + "(", ")"));
  }

  private static byte[] jar(Path classes, Predicate<String> kept) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream jar = new ZipOutputStream(bytes);
        Stream<Path> files = Files.walk(classes)) {
      files
          .filter(Files::isRegularFile)
          .filter(file -> kept.test(file.getFileName().toString()))
          .sorted()
          .forEach(file -> add(jar, classes.relativize(file).toString(), file));
    }
    return bytes.toByteArray();
  }

  private static void add(ZipOutputStream jar, String name, Path file) {
    try {
      jar.putNextEntry(new ZipEntry(name));
      Files.copy(file, jar);
      jar.closeEntry();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
