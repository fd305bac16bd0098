package io.sluice.runtime.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.runtime.client.ClientException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Each command against an administration that answers what it is told to. */
@Timeout(30)
final class ClientCommandsTest {

  private static final String BOOKS =
      """
      {'name':'books','endpoints':[{'address':'127.0.0.1:1'},{'address':'127.0.0.1:2'}],
       'paths':['/books'],'tags':['shop','new'],'balancer':{'name':'peak-ewma'},'limiter':'none',
       'status':{'revision':7,'readOnly':false,'endpoints':[
         {'address':'127.0.0.1:1','state':'up','since':'2026-11-24T12:00:00Z','weight':1,'inFlight':3},
         {'address':'127.0.0.1:2','state':'down','since':'2026-11-24T12:01:00Z','weight':1,'inFlight':0,
          'reason':'status 500\\u001b[2J'}]}}
      """;
  private static final String DIFFERENCE =
      """
      {'dryRun':true,'difference':{'steps':[
        {'op':'add','path':'/services/shop','to':{'endpoints':['127.0.0.1:3']}},
        {'op':'remove','path':'/services/old','from':{}},
        {'op':'replace','path':'/services/books/endpoints/127.0.0.1:1/weight','from':1,'to':3}],
        'effects':['the limiter of books starts anew']}}
      """;

  private final Map<String, String> environment = new HashMap<>();
  private FakeAdministration gateway;
  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();
  private String in = "";
  private boolean terminal;

  @BeforeEach
  void start() throws IOException {
    gateway = new FakeAdministration();
    environment.put("SLUICE_ADMIN", gateway.address());
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private int run(String... arguments) {
    CommandSpec root = CommandSpec.create().name("sluice");
    ClientCommands.addTo(
        root, new Shell(environment, new ByteArrayInputStream(in.getBytes(UTF_8)), () -> terminal));
    out = new StringWriter();
    err = new StringWriter();
    return new CommandLine(root)
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .setExecutionExceptionHandler((cause, line, _) -> {
          ClientException failed = (ClientException) cause;
          line.getErr().println(failed.getMessage());
          return failed.code().number();
        })
        .execute(arguments);
  }

  private void assertPrints(String... lines) {
    assertEquals(List.of(lines), out.toString().lines().toList(), err::toString);
  }

  @Test
  void servicesAreListedInColumns() {
    gateway.answers("GET /api/v1/services?name=b&tag=shop&tag=new", "{'services':[" + BOOKS + "]}");
    assertEquals(0, run("services", "list", "--name", "b", "--tag", "shop", "--tag", "new"));
    assertPrints(
        "NAME   READY  PATHS   BALANCER   TAGS      REVISION",
        "books  1/2    /books  peak-ewma  shop new  7");
  }

  @Test
  void aServiceIsShownWithoutWhatWouldSteerTheTerminal() {
    gateway.answers("GET /api/v1/services/books", BOOKS);
    assertEquals(0, run("services", "show", "books"));
    assertTrue(out.toString().contains("127.0.0.1:2  down   1       0          "), out::toString);
    assertTrue(out.toString().contains("status 500\\u001b[2J"), out::toString);
    assertEquals(-1, out.toString().indexOf('\u001b'));
  }

  @Test
  void aTerminalGetsColoursUnlessItDoesNotWantThem() {
    terminal = true;
    gateway.answers("GET /api/v1/services", "{'services':[" + BOOKS + "]}");
    assertEquals(0, run("services", "list"));
    assertTrue(out.toString().contains("\u001b[33m1/2\u001b[0m"), out::toString);
    environment.put("NO_COLOR", "1");
    assertEquals(0, run("services", "list"));
    assertEquals(-1, out.toString().indexOf('\u001b'));
  }

  @Test
  void jsonIsTheDocument() {
    gateway.answers("GET /api/v1/services/books", "{'name':'books','reason':'\\u001b\u009b'}");
    terminal = true;
    assertEquals(0, run("services", "show", "books", "-o", "json"));
    assertPrints("{", "  \"name\" : \"books\",", "  \"reason\" : \"\\u001B\\u009b\"", "}");
  }

  @Test
  void aServiceIsSetByAddressesOrByADocument(@TempDir Path folder) throws IOException {
    gateway.answers("PUT /api/v1/services/books", 201, "\"8\"", "{}");
    assertEquals(0, run("services", "set", "books", "127.0.0.1:1", "https://[::1]:2"));
    assertPrints("books is registered, revision 8");
    Path file =
        Files.writeString(folder.resolve("books.yaml"), "endpoints: [\"a:1\"]\nstrip: no\n");
    gateway.answers("PUT /api/v1/services/books", 200, "\"9\"", "{}");
    assertEquals(0, run("services", "set", "books", file.toString(), "--if-revision", "8"));
    assertPrints("books is set, revision 9");
    in = "{\t\"endpoints\": []}";
    assertEquals(0, run("services", "set", "books", "-"));
    assertEquals(
        List.of(
            "PUT /api/v1/services/books [\"127.0.0.1:1\",\"https://[::1]:2\"]",
            "PUT /api/v1/services/books \"8\" {\"endpoints\":[\"a:1\"],\"strip\":\"no\"}",
            "PUT /api/v1/services/books {\"endpoints\":[]}"),
        gateway.asked());
  }

  @Test
  void aServiceIsRemovedAndDrained() {
    gateway.answers("DELETE /api/v1/services/books", 204, "", "");
    assertEquals(0, run("services", "remove", "books", "--if-revision", "7"));
    gateway.answers("GET /api/v1/services/books", BOOKS);
    gateway.answers("POST /api/v1/services/books/endpoints/127.0.0.1:1/drain", "{}");
    gateway.answers("POST /api/v1/services/books/endpoints/127.0.0.1:2/drain", "{}");
    assertEquals(0, run("services", "drain", "books"));
    assertPrints("127.0.0.1:1 is drained", "127.0.0.1:2 is drained");
    assertEquals("DELETE /api/v1/services/books \"7\"", gateway.asked().getFirst());
    assertEquals(3, run("services", "undrain", "books", "127.0.0.1:9"));
  }

  @Test
  void aFileIsAppliedOnlyToWhatItWasComparedWith(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("all.yaml"), "services: {}\n");
    gateway.answers("GET /api/v1/config", 200, "\"7\"", "{'services':{}}");
    gateway.answers("PUT /api/v1/config?dryRun=true", DIFFERENCE);
    gateway.answers("PUT /api/v1/config", 200, "\"8\"", "{}");
    assertEquals(0, run("apply", file.toString()));
    assertPrints(
        "+ /services/shop  {\"endpoints\":[\"127.0.0.1:3\"]}",
        "- /services/old  {}",
        "~ /services/books/endpoints/127.0.0.1:1/weight  1 -> 3",
        "  the limiter of books starts anew",
        "this is revision 8");
    assertEquals("PUT /api/v1/config \"7\" {\"services\":{}}", gateway.asked().getLast());
    int before = gateway.asked().size();
    assertEquals(0, run("apply", file.toString(), "--dry-run", "--if-revision", "5"));
    assertEquals(
        List.of("PUT /api/v1/config?dryRun=true \"5\" {\"services\":{}}"),
        gateway.asked().subList(before, gateway.asked().size()));
    gateway.answers("PUT /api/v1/config", 412, "\"9\"", "{'title':'Changed','detail':'it is 9'}");
    assertEquals(4, run("apply", file.toString()));
    assertEquals("Changed (412): it is 9\n", err.toString());
  }

  @Test
  void aDifferenceIsToldAsByDiff(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("all.yaml"), "services: {}\n");
    gateway.answers("GET /api/v1/config", 200, "\"7\"", "{}");
    gateway.answers("PUT /api/v1/config?dryRun=true", DIFFERENCE);
    assertEquals(1, run("diff", file.toString()));
    gateway.answers("PUT /api/v1/config?dryRun=true", "{'difference':{'steps':[],'effects':[]}}");
    assertEquals(0, run("diff", file.toString()));
    assertPrints("no difference");
    assertEquals(2, run("diff", folder.resolve("none.yaml").toString()));
    Files.writeString(file, "services: {");
    assertEquals(2, run("diff", file.toString()));
  }

  @Test
  void theHistoryIsListedAndGoneBackIn() {
    gateway.answers(
        "GET /api/v1/revisions?limit=2&before=9",
        "{'revisions':[{'revision':8,'at':'2026-11-24T12:00:00Z','author':'ci','what':'put','services':['a','b']}]}");
    assertEquals(0, run("history", "--limit", "2", "--before", "9"));
    assertPrints(
        "REVISION  AT                    AUTHOR  WHAT  SERVICES",
        "8         2026-11-24T12:00:00Z  ci      put   a b");
    gateway.answers("GET /api/v1/config", 200, "\"8\"", "{}");
    gateway.answers("POST /api/v1/revisions/3/rollback?dryRun=true", DIFFERENCE);
    gateway.answers("POST /api/v1/revisions/3/rollback", 200, "\"9\"", "{}");
    assertEquals(0, run("rollback", "3", "-o", "json"));
    assertTrue(out.toString().contains("\"revision\" : 9"), out::toString);
    assertEquals("POST /api/v1/revisions/3/rollback \"8\"", gateway.asked().getLast());
  }

  @Test
  void whatHappensIsOneLineEach() {
    gateway.answers(
        "GET /api/v1/events?once=true&latest=50&type=endpoint",
        "id: p-1\n\nevent: endpoint.state\nid: p-2\ndata: {'at':'12:00','service':'books','endpoint':"
            + "'a:1','from':'up','to':'down','reason':'no\\u001b[2Janswer','more':1}\n\n");
    assertEquals(0, run("events", "--type", "endpoint"));
    assertPrints("12:00  endpoint.state books a:1: up -> down (no\\u001b[2Janswer) more=1");
    assertEquals(0, run("events", "--type", "endpoint", "-o", "json"));
    assertTrue(
        out.toString().startsWith("{\"id\":\"p-2\",\"type\":\"endpoint.state\","), out::toString);
  }

  @ParameterizedTest
  @CsvSource({
    "400,7", "401,5", "403,5", "404,3", "409,4", "412,4", "413,7", "415,7", "422,7", "429,5",
    "500,8", "503,8", "507,8"
  })
  void eachSortOfRefusalHasItsExitCode(int status, int code) {
    gateway.answers("GET /api/v1/status", status, "", "<html>");
    assertEquals(code, run("status"));
    assertEquals("the gateway answered " + status + "\n", err.toString());
  }

  @Test
  void everyFaultIsToldWithItsPlace() {
    gateway.answers(
        "PUT /api/v1/services/books",
        422,
        "",
        "{'title':'A value is not acceptable','detail':'x','errors':[{'pointer':'/a','detail':'too\\u001bbig'},"
            + "{'pointer':'/b/0','detail':'missing'}]}");
    assertEquals(7, run("services", "set", "books", "a:1"));
    assertEquals(
        "A value is not acceptable (422)\n  /a: too\\u001bbig\n  /b/0: missing\n", err.toString());
  }

  @Test
  void aTokenComesFromAFileOrTheEnvironmentAndNeverShows(@TempDir Path folder) throws IOException {
    gateway.answers("GET /api/v1/status", "{'revision':3,'services':{'count':2},'faults':[]}");
    environment.put("SLUICE_TOKEN", "from-environment");
    assertEquals(0, run("status"));
    assertPrints("revision  3", "services  count 2", "faults    none");
    Path file = Files.writeString(folder.resolve("token"), "from-file\n");
    assertEquals(0, run("status", "--token-file", file.toString()));
    assertEquals(
        List.of(
            "GET /api/v1/status Bearer from-environment", "GET /api/v1/status Bearer from-file"),
        gateway.asked());
    assertEquals(2, run("status", "--token-file", folder.resolve("none").toString()));
    Files.writeString(file, "not a token\n");
    assertEquals(2, run("status", "--token-file", file.toString()));
    assertEquals("the token has characters that no token has\n", err.toString());
  }

  @Test
  void nobodyThereIsToldApart() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    assertEquals(6, run("status", "--admin", "127.0.0.1:" + port));
    assertTrue(err.toString().startsWith("no answer from http://127.0.0.1:" + port), err::toString);
  }

  @ParameterizedTest
  @CsvSource({
    "services",
    "services show",
    "services set books",
    "services set books a:1 b",
    "status -o xml",
    "status --admin ftp://x",
    "status --admin http://u:p@x",
    "rollback x",
    "completion fish",
    "events --typ x"
  })
  void aWrongCommandLineGivesTwo(String line) {
    assertEquals(2, run(line.split(" ", -1)), err::toString);
  }

  @Test
  void completionKnowsTheCommands() {
    assertEquals(0, run("completion", "bash"));
    assertTrue(out.toString().contains("_picocli_sluice_services_set"), "no function for set");
  }
}
