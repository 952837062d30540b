package io.tideway.ws.tyrus.internal.beans;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jboss.weld.bootstrap.api.CDI11Bootstrap;
import org.jboss.weld.bootstrap.spi.BeanDeploymentArchive;
import org.jboss.weld.bootstrap.spi.Deployment;
import org.jboss.weld.environment.deployment.WeldBeanDeploymentArchive;
import org.jboss.weld.environment.deployment.WeldDeployment;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.resources.spi.ResourceLoader;

/**
 * Makes one bean of a class that is named and also found in an archive with a beans.xml, where Weld would make two.
 *
 * <p>The archive's bean stays, because the archive's beans.xml may enable interceptors and alternatives for it.
 */
final class DeduplicatingWeld extends Weld {

    DeduplicatingWeld(String id) {
        super(id);
    }

    @Override
    protected Deployment createDeployment(ResourceLoader resources, CDI11Bootstrap bootstrap) {
        Deployment deployment = super.createDeployment(resources, bootstrap);
        List<WeldBeanDeploymentArchive> archives = new ArrayList<>();
        Set<String> found = new HashSet<>();
        for (BeanDeploymentArchive archive : deployment.getBeanDeploymentArchives()) {
            archives.add((WeldBeanDeploymentArchive) archive);
            found.addAll(archive.getBeanClasses());
        }
        if (archives.stream().noneMatch(archive -> namesOneOf(archive, found))) {
            return deployment;
        }
        Set<WeldBeanDeploymentArchive> once = new HashSet<>();
        archives.forEach(archive -> once.add(namesOneOf(archive, found) ? without(archive, found) : archive));
        Deployment deduplicated = new WeldDeployment(resources, bootstrap, once, deployment.getExtensions());
        deduplicated.getServices().addAll(deployment.getServices().entrySet());
        return deduplicated;
    }

    private static boolean namesOneOf(WeldBeanDeploymentArchive archive, Set<String> found) {
        return archive.getId().equals(WeldDeployment.SYNTHETIC_BDA_ID)
                && archive.getLoadedBeanClasses().stream().map(Class::getName).anyMatch(found::contains);
    }

    private static WeldBeanDeploymentArchive without(WeldBeanDeploymentArchive named, Set<String> found) {
        Collection<Class<?>> rest = named.getLoadedBeanClasses().stream()
                .filter(type -> !found.contains(type.getName()))
                .toList();
        return new WeldBeanDeploymentArchive(
                named.getId(), named.getBeanClasses(), null, named.getBeansXml(), Set.of(), rest);
    }
}
