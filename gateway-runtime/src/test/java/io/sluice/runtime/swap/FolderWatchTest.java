package io.sluice.runtime.swap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.runtime.layer.PluginFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FolderWatchTest {

  @TempDir private Path folder;
  private int changes;

  private FolderWatch watch() {
    return new FolderWatch(new PluginFolder(folder), () -> changes++);
  }

  private void append(String file, String text) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  @Test
  void whatIsThereAtTheBeginningIsNoChange() throws IOException {
    append("a.jar", "one");
    FolderWatch watch = watch();
    watch.check();
    watch.check();
    assertEquals(0, changes);
  }

  @Test
  void aChangeIsTakenUpOnceAndOnlyWhenItHasSettled() throws IOException {
    FolderWatch watch = watch();
    append("a.jar", "half");
    watch.check();
    append("a.jar", "whole");
    watch.check();
    assertEquals(0, changes);
    watch.check();
    watch.check();
    assertEquals(1, changes);
  }

  @Test
  void jarsInFoldersCountAndOtherFilesDoNot() throws IOException {
    FolderWatch watch = watch();
    append("README.md", "text");
    append(".hidden.jar", "text");
    watch.check();
    watch.check();
    assertEquals(0, changes);
    append("own/a.jar", "one");
    watch.check();
    watch.check();
    assertEquals(1, changes);
    Files.delete(folder.resolve("own/a.jar"));
    watch.check();
    watch.check();
    assertEquals(2, changes);
  }

  @Test
  void aFolderThatComesLaterIsSeen() throws IOException {
    FolderWatch watch = new FolderWatch(new PluginFolder(folder.resolve("later")), () -> changes++);
    watch.check();
    append("later/a.jar", "one");
    watch.check();
    watch.check();
    assertEquals(1, changes);
  }
}
