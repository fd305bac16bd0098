package io.sluice.runtime.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sluice.runtime.corpus.AnswerCase.Want;
import io.sluice.runtime.corpus.RivalGateway.Relayed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Both corpora through nginx and HAProxy in the gateway's place: wherever their verdict is another
 * than ours, the corpus says why. Runs by its name only; what is not installed is skipped. The
 * tables go to {@code target/corpus-rivals}.
 */
class RivalGateways {

  private final List<RivalGateway> gateways = new ArrayList<>();

  @TempDir
  @SuppressWarnings("NullAway.Init") // set before each test
  private Path folder;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    for (Rival rival : List.of(Rival.NGINX, Rival.HAPROXY)) {
      if (rival.installed().isPresent()) {
        gateways.add(new RivalGateway(rival, Files.createDirectory(folder.resolve(rival.name()))));
      }
    }
    assumeTrue(!gateways.isEmpty(), "neither nginx nor HAProxy is installed");
  }

  @AfterEach
  void end() throws IOException {
    for (RivalGateway gateway : gateways) {
      gateway.close();
    }
  }

  private RivalTable table() {
    return new RivalTable(gateways.stream().map(RivalGateway::version).toList());
  }

  @Test
  void theCorpusSaysWhyOthersSeeRequestsInAnotherWay() throws IOException {
    RivalTable table = table();
    List<RequestCase> cases = RequestCase.all();
    List<List<Verdict>> verdicts = byEach(gateway -> gateway.judgeRequests(cases));
    for (int i = 0; i < cases.size(); i++) {
      RequestCase given = cases.get(i);
      Verdict ours = Verdict.wanted(given);
      List<Verdict> theirs = row(verdicts, i);
      if (theirs.stream().anyMatch(ours::differsFrom)) {
        List<String> texts = theirs.stream().map(Verdict::toString).toList();
        table.add(given.name(), ours.toString(), texts, given.why());
      }
    }
    table.write("requests.md");
    assertEquals(List.of(), table.unexplained());
  }

  @Test
  void theCorpusSaysWhyOthersSeeAnswersInAnotherWay() throws IOException {
    RivalTable table = table();
    List<AnswerCase> cases = AnswerCase.all();
    List<List<Relayed>> verdicts = byEach(gateway -> gateway.judgeAnswers(cases));
    for (int i = 0; i < cases.size(); i++) {
      AnswerCase given = cases.get(i);
      Relayed ours = wanted(given);
      List<Relayed> theirs = row(verdicts, i);
      if (theirs.stream().anyMatch(verdict -> verdict != ours)) {
        List<String> texts = theirs.stream().map(RivalGateways::lower).toList();
        table.add(given.name(), lower(ours), texts, given.why());
      }
    }
    table.write("answers.md");
    assertEquals(List.of(), table.unexplained());
  }

  private static String lower(Relayed verdict) {
    return verdict.name().toLowerCase(Locale.ROOT);
  }

  /** What each gateway says, all at once. */
  private <T> List<T> byEach(Function<RivalGateway, T> question) {
    List<CompletableFuture<T>> answers =
        gateways.stream()
            .map(gateway -> CompletableFuture.supplyAsync(() -> question.apply(gateway)))
            .toList();
    return answers.stream().map(CompletableFuture::join).toList();
  }

  private static <T> List<T> row(List<List<T>> columns, int index) {
    return columns.stream().map(column -> column.get(index)).toList();
  }

  private static Relayed wanted(AnswerCase given) {
    return given.want() instanceof Want.Whole whole && whole.status() != 502
        ? Relayed.WHOLE
        : Relayed.FAILED;
  }
}
