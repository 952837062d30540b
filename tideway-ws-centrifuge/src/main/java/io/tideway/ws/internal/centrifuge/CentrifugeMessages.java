package io.tideway.ws.internal.centrifuge;

import io.tideway.ws.OverflowPolicy;

/** Holds the error texts of the protocol; ids CF001 to CF099. */
final class CentrifugeMessages {
    private CentrifugeMessages() {}

    /** Says that the overflow policy does not fit. */
    static String overflow(OverflowPolicy policy) {
        return "TIDEWAY-CF001 overflow is " + policy
                + ", but a client of the Centrifuge protocol must get every message;"
                + " use CLOSE, after which it connects again";
    }

    /** Says that two methods have one name. */
    static String duplicate(String name, String first, String second) {
        return "TIDEWAY-CF002 " + first + " and " + second + " have the same @RemoteCall(\"" + name
                + "\"); give one of them another name";
    }

    /** Says that a name is not usable. */
    static String name(String method) {
        return "TIDEWAY-CF003 the name of the @RemoteCall method " + method + " must have 1 to 255 characters";
    }

    /** Says that a method cannot be called. */
    static String notCallable(String method, String why) {
        return "TIDEWAY-CF004 the @RemoteCall method " + method + " " + why;
    }

    /** Says that a parameter cannot be read. */
    static String parameter(String method, String type) {
        return "TIDEWAY-CF005 JSON-B cannot create a " + type + " for the @RemoteCall method " + method
                + "; use a record, or a concrete class with a public or protected constructor without parameters, or"
                + " give it @JsonbCreator, @JsonbTypeDeserializer or @JsonbTypeAdapter";
    }

    /** Says that an interface makes no call. */
    static String onInterface(String type, String method) {
        return "TIDEWAY-CF006 @RemoteCall on " + method + " of the interface " + type
                + " has no effect; annotate the method of the class that implements it";
    }

    /** Says which call has a parameter with a problem. */
    static String inParameter(String problem, String method) {
        return problem + ", in the parameter of the @RemoteCall method " + method;
    }

    /** Says which call has a result with a problem. */
    static String inResult(String problem, String method) {
        return problem + ", in the result of the @RemoteCall method " + method;
    }

    /** Says that a limit is not usable. */
    static String limit(String method) {
        return "TIDEWAY-CF011 maxInFlight and rate of the @RemoteCall method " + method + " must not be negative";
    }
}
