package io.tideway.ws.internal.bootstrap;

import io.tideway.ws.RoomOptions;
import io.tideway.ws.RoomPolicy;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.AmbiguousResolutionException;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Asks the application's policy bean; thread-safe. */
final class RoomPolicyBean implements RoomPolicy {
    private final BeanManager beans;
    private final Set<Bean<?>> found;
    private final CreationalContext<?> owner;
    private volatile @Nullable RoomPolicy policy; // from the deployment's validation on

    /**
     * Finds the bean; from the end of bean discovery on.
     *
     * @param discovered the policies of the application, which this jar does not see on Payara
     */
    RoomPolicyBean(BeanManager beans, Collection<Bean<?>> discovered) {
        this.beans = beans;
        Set<Bean<?>> visible = beans.getBeans(RoomPolicy.class);
        this.found = visible.isEmpty() ? Set.copyOf(discovered) : visible;
        this.owner = beans.createCreationalContext(null);
    }

    boolean exists() {
        return !found.isEmpty();
    }

    /** Obtains the bean, if there is one; reports what is wrong. */
    void obtain(Consumer<String> problems) {
        if (found.isEmpty()) {
            return;
        }
        try {
            Bean<?> bean = beans.resolve(found);
            if (Scopes.isInactiveElsewhere(bean.getScope())) {
                problems.accept(BootstrapMessages.roomPolicyOutOfScope(
                        bean.getBeanClass().getName(), bean.getScope().getSimpleName()));
                return;
            }
            policy = (RoomPolicy) beans.getReference(bean, RoomPolicy.class, owner);
        } catch (AmbiguousResolutionException e) {
            Set<String> names = new TreeSet<>();
            found.forEach(bean -> names.add(bean.getBeanClass().getName()));
            problems.accept(BootstrapMessages.severalRoomPolicies(names));
        } catch (RuntimeException e) {
            problems.accept(BootstrapMessages.noRoomPolicy(e));
        }
    }

    @Override
    public RoomOptions optionsOf(String room) {
        RoomPolicy known = policy;
        if (known == null) {
            throw new IllegalStateException(BootstrapMessages.notStarted());
        }
        return known.optionsOf(room);
    }

    void release() {
        owner.release();
    }
}
