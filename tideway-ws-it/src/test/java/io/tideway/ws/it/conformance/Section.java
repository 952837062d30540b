package io.tideway.ws.it.conformance;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The sections of the suite; it has none with the numbers 8 and 11. */
public enum Section {
    FRAMES("1.*"),
    PINGS("2.*"),
    RESERVED_BITS("3.*"),
    OPCODES("4.*"),
    FRAGMENTS("5.*"),
    UTF_8("6.*"),
    CLOSES("7.*"),
    LARGE_MESSAGES("9.*"),
    MISCELLANEOUS("10.*"),
    COMPRESSED_PAYLOADS(compressed(12, 5)),
    COMPRESSION_PARAMETERS(compressed(13, 7));

    private final List<String> cases;

    Section(String cases) {
        this(List.of(cases));
    }

    Section(List<String> cases) {
        this.cases = cases;
    }

    /** Returns the ids of its cases, or patterns of them. */
    public List<String> cases() {
        return cases;
    }

    /** Tells whether its cases ask for compression. */
    public boolean isCompressed() {
        return compareTo(COMPRESSED_PAYLOADS) >= 0;
    }

    /**
     * Chooses 1,000 messages each of 64, 1,024 and 8,192 bytes, and of 8,192 in fragments.
     *
     * <p>The rest is more of the same and takes minutes. Case 1 of each group, with 16 bytes, cannot be run: the runner
     * fails on a message that comes uncompressed on a connection with compression, which RFC 7692 §6 allows and Tideway
     * does below 64 bytes.
     */
    private static List<String> compressed(int section, int groups) {
        return IntStream.rangeClosed(1, groups)
                .boxed()
                .flatMap(group -> Stream.of(2, 4, 6, 11).map(size -> section + "." + group + "." + size))
                .toList();
    }
}
