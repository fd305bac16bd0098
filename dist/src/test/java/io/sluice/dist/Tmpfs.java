package io.sluice.dist;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small file system in memory, mounted while it is open. */
final class Tmpfs implements AutoCloseable {
  private final Path folder;

  private Tmpfs(Path folder) {
    this.folder = folder;
  }

  /** Mounts one; who may not mount anything skips the test. */
  static Tmpfs mount(Path folder, String size) throws IOException {
    Files.createDirectories(folder);
    String refused = run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", folder.toString());
    assumeTrue(refused.isEmpty(), "this user may not mount a file system: " + refused);
    return new Tmpfs(folder);
  }

  /** Fills it to the last byte with a file. */
  Path fill() throws IOException {
    Path filler = folder.resolve("filler");
    byte[] piece = new byte[4096];
    try (var stream = Files.newOutputStream(filler)) {
      while (true) {
        stream.write(piece);
      }
    } catch (IOException e) {
      return filler; // there is no room left
    }
  }

  /** What a command says if it fails, else nothing. */
  private static String run(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.onExit().join().exitValue() == 0 ? "" : "failed: " + said;
  }

  @Override
  public void close() throws IOException {
    String refused = run("umount", folder.toString());
    if (!refused.isEmpty()) {
      throw new IOException(refused);
    }
  }
}
