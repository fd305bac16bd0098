package io.sluice.runtime.authoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.runtime.plugin.PluginKind;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PluginProjectTest {

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void aProjectOfEachKindHasItsFilesFilledIn(PluginKind kind) throws IOException {
    Path project = folder.resolve("p");
    Set<String> written =
        project(kind, "my-own").write(project).stream()
            .map(Path::toString)
            .collect(Collectors.toCollection(TreeSet::new));
    String type =
        "MyOwn" + kind.word().substring(0, 1).toUpperCase(Locale.ROOT) + kind.word().substring(1);
    String types = "java/example/myown" + kind.word() + "/" + type;
    assertEquals(
        Set.of(
            "README.md",
            "pom.xml",
            "src/main/" + types + ".java",
            "src/main/" + types + "Provider.java",
            "src/main/" + types + "Settings.java",
            "src/main/java/module-info.java",
            "src/test/" + types + "Test.java"),
        written);
    for (String file : written) {
      String text = Files.readString(project.resolve(file));
      assertFalse(text.matches("(?s).*@[a-zA-Z]+@.*"), () -> file + " has a gap:\n" + text);
    }
    assertTrue(Files.readString(project.resolve("pom.xml")).contains("/opt/sluice/sdk"));
  }

  @Test
  void theKindIsNotSaidTwice() throws IOException {
    assertTrue(
        project(PluginKind.FILTER, "tenant-filter")
            .write(folder)
            .contains(Path.of("src/main/java/example/tenantfilter/TenantFilter.java")));
  }

  @Test
  void nothingIsOverwritten() throws IOException {
    Files.writeString(folder.resolve("pom.xml"), "mine");
    assertThrows(
        FileAlreadyExistsException.class, () -> project(PluginKind.PROBE, "a").write(folder));
    assertEquals("mine", Files.readString(folder.resolve("pom.xml")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A", "a_b", "1a", "a-", "../a", "a b"})
  void aNameThatNoPluginMayHaveIsRefused(String name) {
    assertThrows(IllegalArgumentException.class, () -> project(PluginKind.FILTER, name));
  }

  private static PluginProject project(PluginKind kind, String name) {
    return new PluginProject(kind, name, Path.of("/opt/sluice"), "1.2.3");
  }
}
