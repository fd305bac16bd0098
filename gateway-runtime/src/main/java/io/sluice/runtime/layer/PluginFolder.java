package io.sluice.runtime.layer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The folder into which people drop plugins: jars, and folders of jars. Hidden and other files do
 * not count.
 *
 * @param path may be missing: then there is nothing
 */
public record PluginFolder(Path path) {

  private static final String JAR = ".jar";

  /**
   * What is there: the content hash of each jar and folder, and why one can't be read.
   *
   * @param hashes by path, in the order of names
   * @param unreadable the reason by path
   */
  public record Listing(SortedMap<Path, String> hashes, SortedMap<Path, String> unreadable) {}

  /**
   * How a file looks from outside: what changes with its content.
   *
   * @param key the file's identity where the system knows one, otherwise its path
   */
  private record Mark(Path file, long size, FileTime modified, Object key) {}

  /**
   * Reads everything.
   *
   * @throws IOException if the folder itself can't be read
   */
  public Listing list() throws IOException {
    SortedMap<Path, String> hashes = new TreeMap<>();
    SortedMap<Path, String> unreadable = new TreeMap<>();
    for (Path entry : entries()) {
      try {
        hashes.put(entry, ContentHash.of(entry));
      } catch (IOException e) {
        unreadable.put(entry, OneLine.of(e));
      }
    }
    return new Listing(hashes, unreadable);
  }

  /**
   * How the folder looks from outside; equal as long as nothing in it changes. Reads no file.
   *
   * @throws IOException if the folder can't be read, or changes while it is looked at
   */
  public Object look() throws IOException {
    List<Mark> marks = new ArrayList<>();
    for (Path entry : entries()) {
      for (Path jar : Files.isDirectory(entry) ? jars(entry) : List.of(entry)) {
        BasicFileAttributes now = Files.readAttributes(jar, BasicFileAttributes.class);
        Object key = now.fileKey() == null ? jar : now.fileKey();
        marks.add(new Mark(jar, now.size(), now.lastModifiedTime(), key));
      }
    }
    return marks;
  }

  private List<Path> entries() throws IOException {
    try {
      return listed(path, entry -> Files.isDirectory(entry) || isJar(entry));
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  /** The jars directly in a folder, by name. */
  static List<Path> jars(Path folder) throws IOException {
    return listed(folder, PluginFolder::isJar);
  }

  private static boolean isJar(Path path) {
    return path.toString().endsWith(JAR);
  }

  private static List<Path> listed(Path folder, Predicate<Path> wanted) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(entry -> !String.valueOf(entry.getFileName()).startsWith("."))
          .filter(wanted)
          .sorted()
          .toList();
    }
  }
}
