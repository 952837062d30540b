package io.tideway.ws.redis.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows which settings are accepted. */
class RedisSettingsTest {

    private static RedisSettings read(Map<String, String> values) {
        return RedisSettings.read(key -> Optional.ofNullable(values.get(key))).orElseThrow();
    }

    @Test
    void withoutAUriThereIsNoBroker() {
        assertThat(new RedisBrokerProvider().broker("node", key -> Optional.empty()))
                .isEmpty();
    }

    @Test
    void everyKeyIsReadWithoutAUriToo() {
        Set<String> asked = new HashSet<>();
        assertThat(RedisSettings.read(key -> {
                    asked.add(key);
                    return Optional.empty();
                }))
                .isEmpty();
        assertThat(asked)
                .containsExactlyInAnyOrder(
                        RedisSettings.URI,
                        RedisSettings.PREFIX,
                        RedisSettings.COMMAND_TIMEOUT,
                        RedisSettings.QUEUE_MESSAGES,
                        RedisSettings.QUEUE_BYTES);
    }

    @Test
    void everyKeyIsReadThoughAValueIsNotAccepted() {
        Set<String> asked = new HashSet<>();
        assertThatThrownBy(() -> RedisSettings.read(key -> {
                    asked.add(key);
                    return Optional.of("not accepted {}");
                }))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(asked).hasSize(5); // or the deployment would take the others for unknown
    }

    @Test
    void severalServersShareUserAndPassword() {
        RedisSettings settings = read(Map.of(RedisSettings.URI, "rediss://ann:p%40ss@one:7001,two:7002"));

        assertThat(settings.servers()).extracting(Layout::address).containsExactly("one:7001", "two:7002");
        assertThat(settings.servers()).allMatch(server -> server.isSsl());
        assertThat(settings.user()).isEqualTo("ann");
    }

    @ParameterizedTest
    @CsvSource({
        "redis://host, default",
        "redis://secret@host, default",
        "redis://:secret@host, default",
        "redis://a%2Bb+c:secret@host, a+b+c"
    })
    void theUserIsReadForTheLog(String uri, String user) {
        assertThat(read(Map.of(RedisSettings.URI, uri)).user()).isEqualTo(user);
    }

    @Test
    void aSentinelNamesItsMaster() {
        RedisSettings settings = read(Map.of(RedisSettings.URI, "redis-sentinel://one:26379,two:26379/0#main"));

        assertThat(settings.servers()).hasSize(1);
        assertThat(settings.servers().get(0).getSentinelMasterId()).isEqualTo("main");
        assertThat(settings.servers().get(0).getSentinels()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "secret",
                "http://ann:secret@host",
                "redis://ann:secret@host:port",
                "redis://ann:secret@host:0",
                "redis://ann:secret@",
                "redis://ann:secret@one:1,two:2/3",
                "redis://ann:secret@one:1,two:2?db=3",
                "redis://ann/secret?a=b@host",
                "redis://ann:secret@host#main",
                "redis-sentinel://:secret@one:26379"
            })
    void aBadUriIsRefusedWithoutShowingIt(String uri) {
        assertThatThrownBy(() -> read(Map.of(RedisSettings.URI, uri)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(RedisSettings.URI)
                .hasMessageNotContaining("secret")
                .hasNoCause();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis://host?db=3",
                "redis://host:6379/?database=3",
                "redis-sentinel://host/0?clientName=board;db=3#main",
                "rediss://host?verifyPeer=CA&db=3",
                "rediss://host?verifypeer=ca&DATABASE=3"
            })
    void theParametersOfTheUriCount(String uri) {
        assertThat(read(Map.of(RedisSettings.URI, uri)).servers().get(0).getDatabase())
                .isEqualTo(3);
    }

    @Test
    void aParameterMayNameTheMasterOfASentinel() {
        Map<String, String> settings =
                Map.of(RedisSettings.URI, "redis-sentinel://one:26379,two:26379/0?sentinelMasterId=main");
        assertThat(read(settings).servers().get(0).getSentinelMasterId()).isEqualTo("main");
    }

    @ParameterizedTest
    @CsvSource({
        "sentinelMasterId=main, sentinelMasterId",
        "ssl=true, ssl",
        "db=0&password=secret, password",
        "timeout=2s, timeout",
        "DB=3, DB",
        "ssl, ssl"
    })
    void anUnknownParameterIsRefusedWithTheListOfThoseThatExist(String query, String name) {
        assertThatThrownBy(() -> read(Map.of(RedisSettings.URI, "redis://host?" + query)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("TIDEWAY-RD018 " + RedisSettings.URI + " has the parameter \"" + name)
                .hasMessageContaining("database, db, verifyPeer, clientName, libraryName, libraryVersion")
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"db=three", "db=3x", "db", "db=", "database=-1", "verifyPeer=false", "clientName="})
    void aParameterOfTheUriWithAValueWithoutEffectIsRefused(String query) {
        String name = query.split("=")[0];

        assertThatThrownBy(() -> read(Map.of(RedisSettings.URI, "rediss://host?" + query)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "TIDEWAY-RD018 " + RedisSettings.URI + " has a value for " + name + " that is not accepted");
    }

    @ParameterizedTest
    @CsvSource({
        "prefix, a{b}",
        "prefix, ''",
        "command-timeout, 99ms",
        "command-timeout, 61s",
        "command-timeout, soon",
        "queue-messages, 0",
        "queue-messages, many",
        "queue-bytes, -1"
    })
    void aBadValueIsRefusedByItsKey(String option, String value) {
        String key = "tideway.ws.cluster.redis." + option;

        assertThatThrownBy(() -> read(Map.of(RedisSettings.URI, "redis://host", key, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(key);
    }
}
