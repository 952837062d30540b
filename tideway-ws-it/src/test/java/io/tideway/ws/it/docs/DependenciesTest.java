package io.tideway.ws.it.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Reads what the published modules bring into an application. */
class DependenciesTest {
    private static final Pattern DEPENDENCY = Pattern.compile("(?s)<dependency>(.*?)</dependency>");

    @Test
    void theServersLibrariesAreOneStepFartherThanThoseOfAnApplication() {
        assertThat(transitive("tideway-ws-tyrus/pom.xml"))
                .isNotEmpty()
                .allMatch(dependency -> dependency.contains("<groupId>io.tideway</groupId>"));
    }

    @Test
    void theTestKitBringsNoVersionOfAJakartaApi() {
        assertThat(transitive("tideway-ws-junit/pom.xml"))
                .allMatch(dependency -> dependency.contains("<groupId>io.tideway</groupId>"));
    }

    /** Lists the dependencies that an application gets, too. */
    private static List<String> transitive(String pom) {
        List<String> found = new ArrayList<>();
        Matcher matcher = DEPENDENCY.matcher(Page.read(pom).text());
        while (matcher.find()) {
            if (!matcher.group(1).contains("<scope>")) {
                found.add(matcher.group(1));
            }
        }
        return found;
    }
}
