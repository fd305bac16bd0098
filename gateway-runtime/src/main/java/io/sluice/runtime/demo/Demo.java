package io.sluice.runtime.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lets a person play with a gateway and three endpoints: says what to try, and kills and revives
 * endpoints on command. Of one thread.
 */
public final class Demo {

  private static final Pattern COMMAND = Pattern.compile("(kill|revive) +([123])");
  private static final String HELP = "Commands: kill N, revive N (N is 1 to 3), status, help, quit";

  private final DemoSetup setup;
  private final PrintStream out;

  private Demo(DemoSetup setup, PrintStream out) {
    this.setup = setup;
    this.out = out;
  }

  /**
   * Plays until the person quits.
   *
   * @return whether the person quit; otherwise the input has ended and the gateway should go on
   */
  public static boolean play(URI traffic, URI admin, BufferedReader in, PrintStream out)
      throws IOException {
    DemoSetup setup = DemoSetup.start(traffic, admin);
    Demo demo = new Demo(setup, out);
    demo.register();
    demo.explain();
    boolean hasQuit = demo.obey(in);
    if (hasQuit) {
      setup.close();
    }
    return hasQuit;
  }

  private void register() throws IOException {
    setup.register("books", "");
    setup.register("music", ",\"balancer\":\"round-robin\",\"limiter\":\"none\"");
    setup.register("films", ",\"limiter\":{\"capacity\":5,\"refillPerSecond\":1}");
  }

  private void explain() {
    out.printf(
        """

        Three endpoints: 1 at %s, 2 at %s, 3 at %s.
        Each answers with its own port. Three services on all of them:
          books  least connections, 100 requests, then one a second
          music  in turn, without a limit
          films  five requests, then one a second

        Try from another terminal:
          for i in 1 2 3 4 5 6; do curl -s %smusic/songs; done
          for i in 1 2 3 4 5 6 7; do curl -s -o /dev/null -w '%%{http_code} ' %sfilms/; done
          curl -s %sservices/books
          curl -s %smetrics | grep ^sluice_

        Then kill an endpoint here, and look at what becomes of it and of the requests.
        %s
        """,
        setup.endpoint(1).address(),
        setup.endpoint(2).address(),
        setup.endpoint(3).address(),
        setup.traffic(),
        setup.traffic(),
        setup.admin(),
        setup.admin(),
        HELP);
  }

  private boolean obey(BufferedReader in) throws IOException {
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String command = line.strip();
      if (command.equals("quit") || command.equals("exit")) {
        return true;
      }
      obey(command);
    }
    return false;
  }

  private void obey(String command) throws IOException {
    Matcher matcher = COMMAND.matcher(command);
    if (matcher.matches()) {
      DemoEndpoint endpoint = setup.endpoint(Integer.parseInt(matcher.group(2)));
      if (matcher.group(1).equals("kill")) {
        endpoint.kill();
        out.println("Killed; three failed probes later the gateway has it down: try status");
      } else {
        endpoint.revive();
        out.println("Revived; the next good probe brings it up: try status");
      }
    } else if (command.equals("status")) {
      status();
    } else if (!command.isEmpty()) {
      out.println(HELP);
    }
  }

  private void status() throws IOException {
    String books = DemoClient.get(setup.admin().resolve("/services/books")).text();
    for (int number = 1; number <= setup.endpoints().size(); number++) {
      DemoEndpoint endpoint = setup.endpoint(number);
      out.printf(
          "%d at %s: %s; the gateway has it %s%n",
          number,
          endpoint.address(),
          endpoint.isAlive() ? "alive" : "killed",
          EndpointStates.of(books, endpoint.address()));
    }
  }
}
