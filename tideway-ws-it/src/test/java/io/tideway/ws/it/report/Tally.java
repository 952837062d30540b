package io.tideway.ws.it.report;

import java.io.Serializable;

/** Counts the results of one capability on one server. */
final class Tally implements Serializable {
    private static final long serialVersionUID = 1;

    private int passed;
    private int failed;
    private int skipped;

    void pass() {
        passed++;
    }

    void fail() {
        failed++;
    }

    void skip() {
        skipped++;
    }

    void add(Tally other) {
        passed += other.passed;
        failed += other.failed;
        skipped += other.skipped;
    }

    /** Returns how many tests passed, and how many failed or were skipped. */
    @Override
    public String toString() {
        return passed
                + (failed > 0 ? ", " + failed + " FAILED" : "")
                + (skipped > 0 ? ", " + skipped + " skipped" : "");
    }
}
