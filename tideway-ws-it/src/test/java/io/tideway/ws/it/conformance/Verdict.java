package io.tideway.ws.it.conformance;

/**
 * What the suite says about one case.
 *
 * @param id as in {@code 6.4.2}
 * @param messages how the server behaved: {@code OK}, {@code NON-STRICT}, {@code INFORMATIONAL}, {@code UNIMPLEMENTED},
 *     {@code FAILED} or {@code ERROR}
 * @param close how it closed: {@code OK}, {@code INFORMATIONAL}, or what was wrong
 * @param remark the suite's own words
 */
public record Verdict(String id, String messages, String close, String remark) {

    /** Tells whether the server did exactly what the case asks for. */
    public boolean isStrict() {
        return messages.equals("OK") && close.equals("OK");
    }

    /** Returns both, as in {@code NON-STRICT, close OK}. */
    public String grade() {
        return messages + ", close " + close;
    }

    @Override
    public String toString() {
        return id + " " + grade() + ": " + remark;
    }
}
