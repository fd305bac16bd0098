package io.sluice.runtime.accesslog;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a file is renamed, and what is done about one that somebody else renamed. */
final class RotatingFileTest {

  @TempDir Path folder;

  private Path path;

  @BeforeEach
  void name() {
    path = folder.resolve("access.log");
  }

  private static void write(LogSink sink, String line) throws IOException {
    sink.write(ByteBuffer.wrap((line + "\n").getBytes(US_ASCII)));
  }

  private String text(String suffix) throws IOException {
    return Files.readString(folder.resolve("access.log" + suffix));
  }

  @Test
  void aFullFileIsRenamedAndTheOldestGoes() throws IOException {
    try (RotatingFile file = new RotatingFile(path, 10, 2)) {
      for (String line : new String[] {"1111", "2222", "3333", "4444", "5555", "6666", "7777"}) {
        write(file, line);
      }
    }
    assertEquals("7777\n", text(""));
    assertEquals("5555\n6666\n", text(".1"));
    assertEquals("3333\n4444\n", text(".2"));
    assertFalse(Files.exists(folder.resolve("access.log.3")));
  }

  @Test
  void noneIsKeptIfNoneIsWanted() throws IOException {
    try (RotatingFile file = new RotatingFile(path, 10, 0)) {
      write(file, "11111111");
      write(file, "22222222");
    }
    assertEquals("22222222\n", text(""));
    assertFalse(Files.exists(folder.resolve("access.log.1")));
  }

  @Test
  void whatIsThereStaysAndCounts() throws IOException {
    Files.writeString(path, "before\n");
    try (RotatingFile file = new RotatingFile(path, 10, 1)) {
      write(file, "after");
    }
    assertEquals("before\n", text(".1"));
    assertEquals("after\n", text(""));
  }

  @Test
  void aFileThatWasMovedAwayOrDeletedIsOpenedAnew() throws IOException {
    try (RotatingFile file = new RotatingFile(path, 1_000, 1)) {
      write(file, "one");
      Files.move(path, folder.resolve("moved"));
      write(file, "two");
      file.refresh();
      write(file, "three");
      Files.delete(path);
      file.refresh();
      write(file, "four");
    }
    assertEquals("one\ntwo\n", Files.readString(folder.resolve("moved")));
    assertEquals("four\n", text(""));
  }

  @Test
  void aFileThatCanNotBeOpenedIsAFaultAtOnceAndIsTriedAgain() throws IOException {
    Path missing = folder.resolve("missing").resolve("access.log");
    assertThrows(IOException.class, () -> new RotatingFile(missing, 10, 1));
    Files.createDirectory(missing.getParent());
    try (RotatingFile file = new RotatingFile(missing, 1_000, 1)) {
      Files.delete(missing);
      Files.delete(missing.getParent());
      assertThrows(IOException.class, file::refresh);
      assertThrows(IOException.class, () -> write(file, "lost"));
      Files.createDirectory(missing.getParent());
      write(file, "found");
    }
    assertEquals("found\n", Files.readString(missing));
  }
}
