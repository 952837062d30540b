package io.tideway.ws.realtime;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Lets clients call a method of a {@link RealtimeHandler} by a name, and get its result.
 *
 * <p>The method takes at most one {@link io.tideway.ws.Connection} and at most one other parameter, which JSON-B reads
 * from the client's data. JSON-B writes the result; a {@link java.util.concurrent.CompletionStage} is answered once it
 * completes, without a waiting thread. {@code @RolesAllowed} and the like on the method apply. If the application has a
 * provider of Jakarta Validation, constraints on the parameters and their elements apply, too: arguments that violate
 * them are answered with the error 400, which names the fields. Names are unique in a handler, and everything about the
 * method is checked at deployment.
 *
 * <pre>{@code
 * @RemoteCall("greet")
 * public String greet(Connection connection, String name) {
 *     if (name.isEmpty()) {
 *         throw new CallException(400, "name must not be empty");
 *     }
 *     return "Hello, " + name + "!";
 * }
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface RemoteCall {

    /**
     * Names the call.
     *
     * @return 1 to 255 characters
     */
    String value();

    /**
     * Limits how many calls of this method one client may have under way; one more is answered with the error 111,
     * after which the client may try again. Counts calls whose {@link java.util.concurrent.CompletionStage} is not
     * complete.
     *
     * @return 1 or more; 0 for the limit of all calls of a client ({@code tideway.ws.realtime.max-calls}) alone
     */
    int maxInFlight() default 0;

    /**
     * Limits how often one client may call this method in a second, and how often at once; one more is answered with
     * the error 111.
     *
     * @return 1 or more; 0 for no limit
     */
    int rate() default 0;
}
