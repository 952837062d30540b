package io.tideway.ws.it.contract;

import io.tideway.ws.it.conformance.Verdict;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The conformance cases in which a server may do something other than what the suite asks for, each with its reason.
 */
enum AllowedGrade {
    /** The suite only notes what a server does with 5000 and 65535, which RFC 6455 §7.4 leaves open. */
    CLOSE_CODES_BEYOND_THE_RFC("INFORMATIONAL, close INFORMATIONAL", "7\\.13\\.[12]"),
    /** The suite only notes whether a server still answers 256 KiB when the client has already sent its close. */
    ANSWER_BEHIND_A_CLOSE("INFORMATIONAL, close INFORMATIONAL", "7\\.1\\.6"),
    /** These ask the server for a window of 9 bits; the JDK's deflater has one of 15 only, so the server declines. */
    SMALL_WINDOWS("UNIMPLEMENTED, close OK", "13\\.[35]\\..*"),
    NO_COMPRESSION("UNIMPLEMENTED, close OK", "1[23]\\..*", Deviation.LACKS_COMPRESSION),
    /** A message and a violation right behind it: the connection may end before the message is answered. */
    VIOLATION_RIGHT_BEHIND_A_MESSAGE(
            "NON-STRICT, close OK", "3\\.[2-4]|4\\.[12]\\.[3-5]|5\\.15", Deviation.READS_ON_DURING_CALLBACKS),
    /** The suite asks for 1002 after a violation. */
    VIOLATIONS_WITH_1003(
            "(OK|NON-STRICT|FAILED), close WRONG CODE", "[2-57]\\..*", Deviation.CLOSES_VIOLATIONS_WITH_1003),
    /** The suite waits a second for the end of the connection, which does not come. */
    CONTINUATIONS_OF_NOTHING("OK, close FAILED BY CLIENT", "5\\.1[2-6]", Deviation.TAKES_CONTINUATIONS_OF_NOTHING),
    SPLIT_CODE_POINTS("FAILED, close (FAILED|OK)", "6\\.2\\.[34]|6\\.4\\.2", Deviation.DECODES_FRAGMENTS_ALONE),
    /** The suite prefers that invalid UTF-8 is noticed while the rest of the frame is still to come. */
    INVALID_UTF_8_WITHIN_A_FRAME("NON-STRICT, close OK", "6\\.4\\.[234]", Deviation.DECODES_WHOLE_FRAMES);

    private final Pattern grade;
    private final Pattern cases;
    private final Set<Deviation> deviations;

    /**
     * Names the grade and the cases by expressions, and the server's own ways that explain them; none where it is true
     * of every server.
     */
    AllowedGrade(String grade, String cases, Deviation... deviations) {
        this.grade = Pattern.compile(grade);
        this.cases = Pattern.compile(cases);
        this.deviations = Set.of(deviations);
    }

    /** Tells whether this excuses what the suite says about a server. */
    boolean covers(Verdict verdict, ContractClient application) {
        return deviations.stream().allMatch(application::has)
                && cases.matcher(verdict.id()).matches()
                && grade.matcher(verdict.grade()).matches();
    }
}
