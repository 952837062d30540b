package io.tideway.ws.tyrus.internal.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.glassfish.tyrus.core.TyrusExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeflateOfferTest {

    private static String answer(String... headers) {
        DeflateOffer offer = DeflateOffer.firstAcceptable(List.of(headers));
        if (offer == null) {
            return "none";
        }
        StringBuilder answer = new StringBuilder(DeflateOffer.NAME);
        offer.answer().forEach(parameter -> {
            answer.append("; ").append(parameter.getName());
            if (parameter.getValue() != null) {
                answer.append('=').append(parameter.getValue());
            }
        });
        return answer.toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "permessage-deflate | permessage-deflate",
                "permessage-deflate; client_max_window_bits | permessage-deflate",
                "permessage-deflate; client_max_window_bits=8 | permessage-deflate",
                "permessage-deflate; client_max_window_bits=\"10\" | permessage-deflate",
                "permessage-deflate;server_no_context_takeover | permessage-deflate; server_no_context_takeover",
                "permessage-deflate; client_no_context_takeover | permessage-deflate; client_no_context_takeover",
                "permessage-deflate; server_max_window_bits=15 | permessage-deflate; server_max_window_bits=15",
                "foo; bar=1, permessage-deflate; server_max_window_bits=10, permessage-deflate | permessage-deflate",
                "permessage-deflate; server_no_context_takeover, permessage-deflate"
                        + " | permessage-deflate; server_no_context_takeover",
            })
    void answersWhatItKeeps(String offer, String expected) {
        assertThat(answer(offer)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ";",
                "=",
                "x-webkit-deflate-frame",
                "permessage-deflate; unknown",
                "permessage-deflate; tideway_max_message_bytes=1000000000",
                "permessage-deflate; server_max_window_bits",
                "permessage-deflate; server_max_window_bits=14",
                "permessage-deflate; server_max_window_bits=16",
                "permessage-deflate; client_max_window_bits=7",
                "permessage-deflate; client_max_window_bits=08",
                "permessage-deflate; client_max_window_bits=16",
                "permessage-deflate; client_max_window_bits=x",
                "permessage-deflate; server_no_context_takeover=1",
                "permessage-deflate; client_no_context_takeover=true",
                "permessage-deflate; server_no_context_takeover; server_no_context_takeover",
            })
    void declinesWhatItCannotKeepOrRead(String offer) {
        assertThat(answer(offer)).isEqualTo("none");
    }

    @Test
    void looksThroughAllHeaders() {
        assertThat(answer("", "permessage-deflate; server_max_window_bits=9", "permessage-deflate"))
                .isEqualTo("permessage-deflate");
    }

    @Test
    void travelsAsAHeader() {
        DeflateTerms terms = new DeflateTerms(new DeflateOffer(true, true, true), 1234);
        assertThat(DeflateTerms.of(TyrusExtension.fromHeaders(List.of(terms.toHeader()))
                        .get(0)
                        .getParameters()))
                .isEqualTo(terms);
        assertThat(DeflateTerms.of(List.of())).isNull();
    }
}
