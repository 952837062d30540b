package io.tideway.ws.internal.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PercentEncodingTest {
    @ParameterizedTest
    @CsvSource({
        "a%20b,a b",
        "a+b,a+b",
        "%C3%A4,ä",
        "ä%41,äA",
        "100%,100%",
        "%4,%4",
        "%zz%41,%zzA",
        "%%41,%A",
        "%u00e4,%u00e4",
        "%2525,%25"
    })
    void aMalformedEscapeStaysAsItIs(String encoded, String decoded) {
        assertThat(PercentEncoding.decode(encoded)).isEqualTo(decoded);
    }

    @ParameterizedTest
    @CsvSource({"a+b%2B,a b+", "100%+,'100% '"})
    void aPlusInAQueryIsASpace(String encoded, String decoded) {
        assertThat(PercentEncoding.decodeForm(encoded)).isEqualTo(decoded);
    }

    @ParameterizedTest
    @CsvSource({
        "q={a},q=%7Ba%7D",
        "a|b^c`d,a%7Cb%5Ec%60d",
        "100%,100%25",
        "%zz,%25zz",
        "%41,%41",
        "%４１,%25４１",
        "%4１,%254１",
        "'a b\"<>\\','a%20b%22%3C%3E%5C'",
        "a?[b]/c,a?[b]/c",
        "#,%23",
        "ä,ä"
    })
    void whatAUriRejectsIsEscapedInAQuery(String raw, String escaped) {
        assertThat(PercentEncoding.query(raw)).isEqualTo(escaped);
        assertThat(URI.create("/?" + escaped).getRawQuery()).isEqualTo(escaped);
    }

    @ParameterizedTest
    @CsvSource({"/a[b]?,/a%5Bb%5D%3F", "/a;b=c,/a;b=c", "/50%,/50%25", "/{a},/%7Ba%7D"})
    void whatAUriRejectsIsEscapedInAPath(String raw, String escaped) {
        assertThat(PercentEncoding.path(raw)).isEqualTo(escaped);
        assertThat(URI.create(escaped).getRawPath()).isEqualTo(escaped);
    }
}
