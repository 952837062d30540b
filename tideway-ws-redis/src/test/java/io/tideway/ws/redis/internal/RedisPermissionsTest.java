package io.tideway.ws.redis.internal;

import static io.tideway.ws.redis.internal.StartedBroker.bytes;
import static io.tideway.ws.redis.internal.StartedBroker.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tideway.ws.ClusterNode;
import io.tideway.ws.HistoryQuery;
import io.tideway.ws.PresenceMember;
import io.tideway.ws.fixtures.LogLines;
import io.tideway.ws.spi.Channel;
import io.tideway.ws.spi.LogRetention;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shows what becomes of the broker when its user of the access control list lacks a permission. */
class RedisPermissionsTest {
    private static final LogRetention RETENTION = new LogRetention(100, Duration.ofMinutes(1));
    private static final Channel ALLOWED = Channel.room("allowed");
    private static final Channel DENIED = Channel.room("denied");

    @RegisterExtension
    static final RedisOfTheClass REDIS = new RedisOfTheClass();

    private final LogLines warnings = LogLines.of(Permissions.class, Level.WARNING);

    @BeforeEach
    void resetStatistics() {
        REDIS.server().cli("config", "resetstat");
    }

    @AfterEach
    void deleteUser() {
        warnings.close();
        REDIS.server().cli("acl", "deluser", "ann");
    }

    private static void grant(String... rules) {
        String[] command = new String[3 + rules.length];
        System.arraycopy(new String[] {"acl", "setuser", "ann"}, 0, command, 0, 3);
        System.arraycopy(rules, 0, command, 3, rules.length);
        assertThat(REDIS.server().cli(command)).isEqualTo("OK");
    }

    private static void createUser(String... rules) {
        grant("reset", "on", ">pw", "~tideway:*", "+@all");
        grant(rules);
    }

    private static Function<String, Optional<String>> settings() {
        return REDIS.server()
                .settings(
                        RedisSettings.URI,
                        "redis://ann:pw@127.0.0.1:" + REDIS.server().port(),
                        RedisSettings.COMMAND_TIMEOUT,
                        "500ms");
    }

    private static long rejected(String command) {
        return REDIS.server()
                .cli("info", "commandstats")
                .lines()
                .filter(line -> line.startsWith("cmdstat_" + command + ":"))
                .mapToLong(line -> Long.parseLong(line.replaceAll(".*rejected_calls=(\\d+).*", "$1")))
                .findFirst()
                .orElse(0);
    }

    @Test
    void aRefusedSubscriptionIsTriedAgainLessAndLessOften() {
        createUser("&tideway:1:{p:*", "&tideway:1:{r:allowed}");
        try (StartedBroker node = StartedBroker.of("node1", settings())) {
            node.broker.subscribe(DENIED);

            Awaitility.await()
                    .pollDelay(Duration.ofMillis(1500))
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> rejected("subscribe") >= 3);
            assertThat(rejected("subscribe")).isBetween(3L, 10L);
        }
    }

    @Test
    void oneLogLineSaysWhichPermissionIsMissingAndHowToGrantIt() {
        createUser("&tideway:1:{p:*");
        try (StartedBroker node = StartedBroker.of("node1", settings())) {
            node.broker.subscribe(DENIED);

            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> rejected("subscribe") >= 3);
            assertThat(warnings.messages())
                    .singleElement()
                    .asString()
                    .contains("RD016", "\"ann\"", "ACL SETUSER ann &tideway:*");
        }
    }

    @Test
    void otherRoomsGoOnWhileASubscriptionIsRefused() {
        createUser("&tideway:1:{p:*", "&tideway:1:{r:allowed}");
        try (StartedBroker node = StartedBroker.of("node1", settings())) {
            node.subscribe(ALLOWED);
            assertThatThrownBy(() -> result(node.broker.subscribe(DENIED))).hasMessageContaining("NOPERM");
            node.awaitStates("connected", "disconnected");

            node.assertDelivers(ALLOWED, "hello");

            assertThat(node.listener.states()).containsExactly("connected", "disconnected");
        }
    }

    @Test
    void aSubscriptionIsMadeOnceItIsPermitted() {
        createUser("&tideway:1:{p:*", "&tideway:1:{r:allowed}");
        try (StartedBroker node = StartedBroker.of("node1", settings())) {
            node.broker.subscribe(DENIED);
            node.awaitStates("connected", "disconnected");

            grant("&tideway:1:{r:denied}");

            node.awaitStates("connected", "disconnected", "connected");
            node.assertDelivers(DENIED, "hello");
        }
    }

    @Test
    void allSubscriptionsAreMadeOnceTheyArePermitted() {
        createUser("&tideway:1:{p:*");
        try (StartedBroker node = StartedBroker.of("node1", settings())) {
            for (int number = 0; number < 2000; number++) {
                CompletionStage<Void> unused = node.broker.subscribe(Channel.room("room" + number));
            }
            node.awaitStates("connected", "disconnected");

            grant("&tideway:*");

            node.awaitStates("connected", "disconnected", "connected");
            node.assertDelivers(Channel.room("room1999"), "hello");
        }
    }

    @Test
    void leavingARefusedChannelEndsTheOutage() {
        createUser("&tideway:1:{p:*");
        try (StartedBroker node = StartedBroker.of("node1", settings())) {
            node.broker.subscribe(DENIED);
            node.awaitStates("connected", "disconnected");

            result(node.broker.unsubscribe(DENIED));

            node.awaitStates("connected", "disconnected", "connected");
        }
    }

    @Test
    void aRevokedPermissionIsNoticedAndItsReturnToo() {
        createUser("&tideway:*");
        try (StartedBroker node = StartedBroker.of("node1", settings())) {
            node.subscribe(ALLOWED);

            grant("resetchannels");
            node.awaitStates("connected", "disconnected");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> !warnings.messages().isEmpty());
            grant("&tideway:*");

            node.awaitStates("connected", "disconnected", "connected");
            node.assertDelivers(ALLOWED, "hello");
        }
    }

    @Test
    void aCallThatIsRefusedSaysSoAndTheLogNamesTheRule() {
        createUser("&tideway:*", "-evalsha");
        try (StartedBroker node = StartedBroker.of("node1", settings())) {
            assertThatThrownBy(() -> result(node.broker.append("room", bytes("one"), RETENTION)))
                    .hasMessageContaining("RD007")
                    .hasMessageContaining("NOPERM");

            assertThat(warnings.messages()).singleElement().asString().contains("ACL SETUSER ann +evalsha");
        }
    }

    @Test
    void aServerThatHidesWhetherItIsInAClusterIsNotUsed() {
        createUser("&tideway:*", "-cluster");
        try (StartedBroker node = StartedBroker.starting("node1", settings())) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> !warnings.messages().isEmpty());

            assertThat(warnings.messages()).singleElement().asString().contains("ACL SETUSER ann +cluster|slots");
            assertThat(node.listener.states()).isEmpty();
        }
    }

    @Test
    void theDocumentedRulesGrantWhatIsUsedAndNoMore() {
        String uri = MinimalUser.createOn(REDIS.server());
        REDIS.server().cli("acl", "log", "reset");
        try (StartedBroker node = StartedBroker.of("node1", REDIS.server().settings(RedisSettings.URI, uri))) {
            useEverything(node);
        }

        List<String> log = REDIS.server().cli("acl", "log").lines().toList();
        assertThat(IntStream.range(1, log.size())
                        .filter(at -> log.get(at - 1).equals("object"))
                        .mapToObj(log::get))
                .as("refused, except what only newer servers know")
                .allMatch("client|setinfo"::equals);
        List<String> used = REDIS.server()
                .cli("info", "commandstats")
                .lines()
                .filter(line -> line.startsWith("cmdstat_"))
                .map(line -> line.substring("cmdstat_".length(), line.indexOf(':')))
                .toList();
        assertThat(MinimalUser.commands().stream().filter(command -> !used.contains(command)))
                .as("granted and only used in a Cluster, or after a connection loss")
                .containsExactlyInAnyOrder("spublish", "ssubscribe", "sunsubscribe", "client|kill");
    }

    private static void useEverything(StartedBroker node) {
        LogRetention brief = new LogRetention(100, Duration.ofMillis(50));
        PresenceMember member = new PresenceMember("c1", Optional.of("ann"), Optional.empty(), Instant.EPOCH);
        node.subscribe(ALLOWED);
        node.assertDelivers(ALLOWED, "hello");
        result(node.broker.append("allowed", bytes("one"), RETENTION));
        Awaitility.await().pollDelay(Duration.ofMillis(100)).until(() -> {
            result(node.broker.append("allowed", bytes("two"), brief));
            return true;
        });
        result(node.broker.read("allowed", HistoryQuery.latest(), RETENTION));
        result(node.broker.read(
                "allowed",
                HistoryQuery.since(result(node.broker.append("allowed", bytes("three"), RETENTION))),
                RETENTION));
        result(node.broker.retain("allowed", RETENTION));
        result(node.broker.present("allowed", List.of(member), Duration.ofMinutes(1)));
        result(node.broker.presence("allowed"));
        result(node.broker.presenceCount("allowed"));
        result(node.broker.absent("allowed", "c1"));
        result(node.broker.announce(new ClusterNode("node1", Instant.EPOCH, 0), Duration.ofMinutes(1)));
        result(node.broker.nodes());
        result(node.broker.withdraw());
        result(node.broker.unsubscribe(ALLOWED));
        // The heartbeat sends ROLE and PING.
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> REDIS.server().cli("info", "commandstats").contains("cmdstat_ping"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "NOPERM this user has no permissions to run the 'subscribe' command; +subscribe",
                "NOPERM this user has no permissions to run the 'script|load' command; +script|load",
                "NOPERM User ann has no permissions to run the 'ssubscribe' command; +ssubscribe",
                "NOPERM this user has no permissions to access one of the channels used as arguments; &app:*",
                "NOPERM No permissions to access a channel; &app:*",
                "NOPERM this user has no permissions to access one of the keys used as arguments; ~app:*",
                "ERR The user executing the script can't publish to the channel mentioned in the command; &app:*",
                "ERR The user executing the script can't access at least one of the keys; ~app:*",
                "ERR The user executing the script can't run this command or subcommand script: 1a, on 'x'; none"
            })
    void theMissingRuleIsReadFromTheAnswer(String answer, String rule) {
        Permissions permissions = new Permissions("ann", "app");

        assertThat(Permissions.areMissing(answer)).isTrue();
        assertThat(permissions.missingRule(answer).orElse("none")).isEqualTo(rule);
    }
}
