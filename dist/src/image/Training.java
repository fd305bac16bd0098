import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Runs the image once, so that it leaves a start-up cache of the classes it loaded and of how their methods behaved.
 *
 * <p>Started from source by {@code build.sh} with the folder of the distribution.
 */
public final class Training {
  private static final long PATIENCE_SECONDS = 120;

  private Training() {}

  /** Trains the distribution in the folder that is the first argument. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path home = Path.of(args[0]);
    Path cache = home.resolve("lib/sluice.aot");
    ProcessBuilder builder = new ProcessBuilder(home.resolve("bin/sluice").toString(), "version");
    builder.environment().put("JAVA_OPTS", "-XX:AOTCacheOutput=" + cache);
    Path log = home.resolveSibling("training.log");
    Process gateway = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    if (!gateway.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      gateway.destroyForcibly();
      throw new IllegalStateException("The training run did not end, see " + log);
    }
    if (!Files.isReadable(cache)) {
      throw new IllegalStateException("The training run left no cache, see " + log);
    }
  }
}
