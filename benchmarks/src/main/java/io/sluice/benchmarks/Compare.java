package io.sluice.benchmarks;

import io.sluice.benchmarks.Mode.Findings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Loads Sluice and the gateways it is measured against side by side, and writes a page of what came
 * out, with pictures.
 *
 * <p>Runs from source: {@code java Compare.java [--modes=saturation,latency,matrix,idle]
 * [--NAME=VALUE...] DISTRIBUTION...}; {@link Options} holds the names. All gateways run all the
 * time and are loaded one after the other, each round begins with another one, and ratios are taken
 * within a round: so what else the machine does meets all alike. Everything is on loopback and ends
 * with the program. What fails is told with the gateway's name, and the others go on.
 */
public final class Compare {

  private static final Map<String, Mode> MODES = modes();

  private final Options options;
  private final Field field = new Field();
  private final List<String> skipped = new ArrayList<>();

  private Compare(Options options) {
    this.options = options;
  }

  private static Map<String, Mode> modes() {
    Map<String, Mode> modes = new LinkedHashMap<>();
    modes.put("saturation", new Saturation());
    modes.put("latency", new FixedRate());
    modes.put("matrix", new Matrix());
    modes.put("idle", new Idle());
    return modes;
  }

  /** Runs the comparison. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Options options = new Options(args);
    List<String> modes = options.list("modes");
    if (!MODES.keySet().containsAll(modes)) {
      throw new IllegalArgumentException("modes are " + MODES.keySet() + ", not " + modes);
    }
    Path folder = Files.createTempDirectory("sluice-compare");
    // nginx started by root reads files as another user
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> cleanUp(folder)));
    new Compare(options).run(modes, new Setups(folder));
  }

  private void run(List<String> modes, Setups setups) throws IOException, InterruptedException {
    setups.startEndpoints().answered();
    enterAll(setups);
    warmUp();
    List<Findings> findings = new ArrayList<>();
    LocalDateTime started = LocalDateTime.now(ZoneId.systemDefault());
    for (String name : modes) {
      Mode mode = MODES.getOrDefault(name, new Saturation());
      Findings found = mode.run(field, options);
      System.out.println(found.text());
      findings.add(found);
      // written after each mode, so that what is there survives whatever the next one does
      Report report =
          new Report(findings, skipped, field.faults(), options, setups.configurations(), started);
      System.out.println("written to " + report.write());
    }
  }

  private void enterAll(Setups setups) throws InterruptedException {
    Rivals rivals = new Rivals(setups);
    for (String name : options.list("rivals")) {
      String missing = name.isEmpty() ? "" : Rivals.missing(name);
      if (!missing.isEmpty()) {
        skipped.add(name + " (" + missing + ")");
        System.out.println("skipped: " + skipped.getLast());
      } else if (!name.isEmpty()) {
        field.enter(name, () -> rivals.start(name));
      }
    }
    for (Path distribution : options.distributions()) {
      String name =
          options.distributions().size() == 1
              ? "Sluice"
              : "Sluice " + distribution.getParent().relativize(distribution);
      for (Variant variant : Variant.named(options.list("variants"))) {
        String row = variant == Variant.PLAIN ? name : name + " " + variant.word();
        field.enter(row, () -> setups.startSluice(row, distribution, variant));
      }
    }
  }

  private void warmUp() throws InterruptedException {
    for (Contender contender : field.running()) {
      int seconds = contender.warmsUp() ? options.number("warm-up") : 2;
      Load load = new Load(contender, Load.Work.SMALL, options.number("connections"), seconds);
      if (seconds > 0) {
        field.attempt(contender, "the warm-up", load::run);
      }
    }
  }

  /** Ends every process that was started, and whatever they started. */
  private static void cleanUp(Path folder) {
    List<ProcessHandle> all = ProcessHandle.current().descendants().toList();
    all.forEach(ProcessHandle::destroy);
    CompletableFuture<?>[] ends =
        all.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
    CompletableFuture.allOf(ends).completeOnTimeout(null, 5, TimeUnit.SECONDS).join();
    all.forEach(ProcessHandle::destroyForcibly);
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Collections.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      System.err.println("left behind: " + folder);
    }
  }
}
