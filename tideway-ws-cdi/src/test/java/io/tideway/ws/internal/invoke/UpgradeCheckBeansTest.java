package io.tideway.ws.internal.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.ConnectionScoped;
import io.tideway.ws.Handshake;
import io.tideway.ws.UpgradeDecision;
import io.tideway.ws.internal.upgrade.UpgradeChecks.Named;
import io.tideway.ws.spi.UpgradeCheck;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Typed;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UpgradeCheckBeansTest {
    private final List<String> problems = new ArrayList<>();

    abstract static class Accepting implements UpgradeCheck {
        @Override
        public UpgradeDecision check(Handshake handshake) {
            return UpgradeDecision.accept();
        }
    }

    @Priority(2501)
    @ApplicationScoped
    static class After extends Accepting {}

    @Priority(10)
    @Dependent
    static class First extends Accepting {}

    @Dependent
    static class WithoutPriorityA extends Accepting {}

    @jakarta.inject.Named("b")
    @Dependent
    static class WithoutPriorityB extends Accepting {}

    @Alternative
    @Dependent
    static class NotSelected extends Accepting {}

    @ConnectionScoped
    static class PerConnection extends Accepting {}

    @Typed(Object.class)
    @Dependent
    static class OfAnotherType extends Accepting {}

    @Test
    void checksAreOrderedByPriorityThenByName() {
        assertThat(find(WithoutPriorityB.class, After.class, WithoutPriorityA.class, First.class, NotSelected.class))
                .extracting(Named::name)
                .containsExactly(
                        "the upgrade check " + First.class.getName(),
                        "the upgrade check " + WithoutPriorityA.class.getName(),
                        "the upgrade check " + WithoutPriorityB.class.getName(),
                        "the upgrade check " + After.class.getName());
        assertThat(problems).isEmpty();
    }

    @Test
    void aCheckInTheScopeOfAConnectionIsADeploymentError() {
        assertThat(find(PerConnection.class)).isEmpty();
        assertThat(problems).singleElement().asString().contains("TIDEWAY-411", PerConnection.class.getName());
    }

    @Test
    void aBeanThatIsNotOfTheTypeIsNotACheck() {
        assertThat(find(OfAnotherType.class)).isEmpty();
        assertThat(problems).isEmpty();
    }

    private List<Named> find(Class<?>... types) {
        try (SeContainer container = SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addBeanClasses(types)
                .initialize()) {
            BeanManager beans = container.getBeanManager();
            return new UpgradeCheckBeans(beans, beans.createCreationalContext(null))
                    .of(beans.getBeans(UpgradeCheck.class, Any.Literal.INSTANCE), problems::add);
        }
    }
}
