package io.tideway.ws.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Starts a server on a free port for the tests of a class, and stops it after the last.
 *
 * <pre>{@code
 * @TidewayTest(beans = Chat.class)
 * class ChatTest {
 *     @Inject ConnectionManager manager;
 *
 *     @Test
 *     void everyoneIsGreeted(TestClient client) {
 *         assertThat(client.connect("/chat/lobby").nextText()).isEqualTo("Welcome!");
 *     }
 * }
 * }</pre>
 *
 * <p>Fields with {@code @Inject} are injected as in a bean. Parameters of tests, of methods before and after them, and
 * of the constructor may be a {@link io.tideway.ws.tyrus.TidewayServer}, its {@link java.net.URI}, or a
 * {@link TestClient}. Nested test classes share the server. For another port, context path or HTTP handler see
 * {@link TidewayExtension#of}.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith(TidewayExtension.class)
public @interface TidewayTest {

    /**
     * Names the beans under test. Handlers that are static nested classes of the test belong to them without being
     * named. If there are neither, all beans of the project's class directories are under test, except those of the
     * tests.
     *
     * @return bean classes
     */
    Class<?>[] beans() default {};
}
