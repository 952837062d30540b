package io.tideway.ws.it.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.ConnectionMetrics;
import io.tideway.ws.EndpointOptions;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.internal.options.OptionResolver;
import io.tideway.ws.internal.options.SystemSettings;
import io.tideway.ws.tyrus.internal.ServerDuration;
import io.tideway.ws.tyrus.internal.ServerNumber;
import io.tideway.ws.tyrus.internal.ServerValues;
import java.io.IOException;
import java.io.StringReader;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Compares the reference with the code. */
class ReferenceTest {
    private static final Pattern RANGE = Pattern.compile("`(\\d+)` to `(\\d+)`");
    private static final Pattern KEY =
            Pattern.compile("(?<!io\\.)tideway\\.ws\\.(?:\"[^\"]*\"\\.)?((?:server\\.)?[a-z-]+)");

    private final Page reference = Page.read("docs/reference.md");
    private final List<List<String>> options = reference.section("## Options").table();
    private final List<List<String>> applicationOptions =
            reference.section("### Option of the application").table();

    @Test
    void theOptionsAreThoseOfTheCodeInItsOrder() {
        assertThat(options)
                .extracting(row -> code(row.get(0)))
                .containsExactlyElementsOf(Arrays.stream(EndpointOptions.Builder.class.getDeclaredFields())
                        .filter(field -> !field.isSynthetic())
                        .map(field -> kebab(field.getName()))
                        .toList());
    }

    @Test
    void theAttributesAreThoseOfTheAnnotation() {
        List<String> attributes = Arrays.stream(WebSocketEndpoint.class.getDeclaredMethods())
                .map(Method::getName)
                .filter(name -> !name.equals("value"))
                .toList();

        assertThat(options).extracting(row -> code(row.get(1))).containsExactlyInAnyOrderElementsOf(attributes);
        assertThat(options)
                .allSatisfy(row -> assertThat(kebab(code(row.get(1)))).isEqualTo(code(row.get(0))));
    }

    @Test
    void theDefaultsAreThoseOfTheCode() {
        for (List<String> row : options) {
            Properties properties = new Properties();
            properties.setProperty("tideway.ws." + code(row.get(0)), code(row.get(2)));
            List<String> problems = new ArrayList<>();
            assertThat(resolve(properties, problems)).as(row.get(0)).isEqualTo(EndpointOptions.DEFAULTS);
            assertThat(problems).isEmpty();
        }
    }

    @Test
    void theBoundsAreThoseOfTheCode() {
        int checked = 0;
        for (List<String> row : options) {
            Matcher range = RANGE.matcher(row.get(3));
            if (range.find()) {
                String option = code(row.get(0));
                long least = Long.parseLong(range.group(1));
                long most = Long.parseLong(range.group(2));
                assertThat(problems(option, least)).isEmpty();
                assertThat(problems(option, least - 1)).as(option).isNotEmpty();
                assertThat(problems(option, most)).isEmpty();
                assertThat(problems(option, most + 1)).as(option).isNotEmpty();
                checked++;
            }
        }

        assertThat(checked).isEqualTo(10); // the numbers
    }

    @Test
    void theStopTimeoutIsThatOfTheCode() {
        assertThat(applicationOptions).hasSize(1);
        List<String> row = applicationOptions.get(0);
        Properties none = new Properties();
        Properties written = new Properties();
        written.setProperty("tideway.ws." + code(row.get(0)), code(row.get(1)));
        List<String> problems = new ArrayList<>();
        assertThat(resolver(written).stopTimeout(problems::add))
                .isEqualTo(resolver(none).stopTimeout(problems::add));
        assertThat(problems).isEmpty();
    }

    @Test
    void theServersOptionsAreThoseOfTheCode() {
        List<List<String>> rows =
                reference.section("### Options of TidewayServer").table();
        Set<String> known = new TreeSet<>(Set.of("host"));
        for (ServerNumber number : ServerNumber.values()) {
            known.add(number.option());
            assertThat(serverOption(rows, number.option()))
                    .contains("`" + number.byDefault() + "`", "`" + number.least() + "` to `" + number.most() + "`");
        }
        for (ServerDuration limit : ServerDuration.values()) {
            known.add(limit.option());
            assertThat(configuredServer(
                                    limit.option(),
                                    code(row(rows, limit.option()).get(1)))
                            .get(limit))
                    .isEqualTo(limit.byDefault());
            Matcher bounds = Pattern.compile("`(\\w+)` to `(\\w+)`").matcher(serverOption(rows, limit.option()));
            assertThat(bounds.find()).isTrue();
            assertThat(configuredServer(limit.option(), bounds.group(1)).get(limit))
                    .isEqualTo(limit.least());
            assertThat(configuredServer(limit.option(), bounds.group(2)).get(limit))
                    .isEqualTo(limit.most());
        }
        assertThat(rows).extracting(row -> code(row.get(0))).containsExactlyInAnyOrderElementsOf(known);
        assertThat(code(row(rows, "host").get(1))).isEqualTo(new ServerValues().host());
    }

    private static List<String> row(List<List<String>> rows, String option) {
        return rows.stream()
                .filter(row -> code(row.get(0)).equals(option))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no row for " + option));
    }

    private static String serverOption(List<List<String>> rows, String option) {
        return String.join(" | ", row(rows, option));
    }

    private static ServerValues configuredServer(String option, String value) {
        Properties properties = new Properties();
        properties.setProperty("tideway.ws.server." + option, value);
        return new ServerValues().configured(new SystemSettings(properties, Map.of()));
    }

    @Test
    void everyConfigurationKeyNamesAnOption() {
        Set<String> known = new TreeSet<>();
        options.forEach(row -> known.add(code(row.get(0))));
        applicationOptions.forEach(row -> known.add(code(row.get(0))));
        known.add("server");
        known.add("cluster");
        known.add("realtime");
        known.add("rooms");
        reference
                .section("### Options of TidewayServer")
                .table()
                .forEach(row -> known.add("server." + code(row.get(0))));
        for (Page page : Page.all()) {
            assertThat(KEY.matcher(page.text()).results())
                    .as(page.name())
                    .allSatisfy(key -> assertThat(known).as(key.group()).contains(key.group(1)));
        }
    }

    @Test
    void everyPropertiesBlockIsAccepted() throws IOException {
        for (Page page : Page.all()) {
            for (Page.Block block : page.blocks("properties")) {
                Properties properties = new Properties();
                properties.load(new StringReader(block.text()));
                List<String> problems = new ArrayList<>();
                OptionResolver resolver = resolver(properties);
                resolver.checkKeys(Set.of(), problems::add);
                properties.forEach((key, value) -> problems.addAll(
                        problems(key.toString().substring(key.toString().lastIndexOf('.') + 1), value)));
                assertThat(problems).as(page.name() + ":" + block.line()).isEmpty();
            }
        }
    }

    @Test
    void everyEnvironmentVariableIsReadForItsKey() {
        List<List<String>> rows = reference.section("### Environment variables").table();

        assertThat(rows).isNotEmpty().allSatisfy(row -> {
            SystemSettings settings = new SystemSettings(new Properties(), Map.of(code(row.get(1)), "here"));
            assertThat(settings.get(code(row.get(0)))).contains("here");
        });
    }

    @Test
    void theMetricsAreThoseOfTheCode() {
        assertThat(reference.section("## Metrics").table())
                .extracting(row -> code(row.get(0)))
                .containsExactlyElementsOf(Arrays.stream(ConnectionMetrics.Builder.class.getDeclaredFields())
                        .filter(field -> !field.isSynthetic())
                        .map(Field::getName)
                        .toList());
    }

    /** Sets one option, where nothing else prevents that, and returns what the runtime says about it. */
    private static List<String> problems(String option, Object value) {
        Properties properties = new Properties();
        properties.setProperty("tideway.ws.heartbeat-interval", "0");
        properties.setProperty("tideway.ws." + option, value.toString());
        List<String> problems = new ArrayList<>();
        resolve(properties, problems);
        return problems;
    }

    private static EndpointOptions resolve(Properties properties, List<String> problems) {
        WebSocketEndpoint annotation = Endpoint.class.getAnnotation(WebSocketEndpoint.class);
        return resolver(properties).resolve(annotation, Endpoint.class.getName(), problems::add);
    }

    private static OptionResolver resolver(Properties properties) {
        return new OptionResolver(new SystemSettings(properties, Map.of()), EndpointOptions.DEFAULTS);
    }

    /** Returns the first code span of a cell; empty if it has none. */
    private static String code(String cell) {
        Matcher span = Pattern.compile("`([^`]*)`").matcher(cell);
        return span.find() ? span.group(1) : "";
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    @WebSocketEndpoint("/example")
    private static final class Endpoint {}
}
