package io.tideway.ws;

import jakarta.enterprise.context.NormalScope;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Gives a bean one instance for each connection, from before {@link WebSocketHandler#onConnect} until after
 * {@link WebSocketHandler#onDisconnect}.
 *
 * <pre>{@code
 * @ConnectionScoped
 * public class Cart {
 *     private final List<String> articles = new ArrayList<>();
 *
 *     public void add(String article) {
 *         articles.add(article);
 *     }
 * }
 * }</pre>
 *
 * <p>A handler itself may have it; its {@link WebSocketHandler#onUpgrade} then runs on a separate instance, since the
 * connection does not exist yet.
 *
 * <p>The scope is active inside these callbacks and those between them, on whichever thread they run.
 */
@NormalScope
@Inherited
@Documented
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.FIELD})
@Retention(RetentionPolicy.RUNTIME)
public @interface ConnectionScoped {}
