package io.tideway.ws.redis.internal;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Loads the broker, Lettuce and Netty itself, as the class loader of a WAR does; everything else is the server's. */
final class ApplicationLoader extends ClassLoader {
    private static final List<String> OWN =
            List.of("io.tideway.ws.redis.", "io.lettuce.", "io.netty.", "reactor.", "org.reactivestreams.");

    ApplicationLoader() {
        super("application", ApplicationLoader.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (OWN.stream().noneMatch(name::startsWith)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        try (InputStream file = getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (file == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] bytes = file.readAllBytes();
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException failed) {
            throw new ClassNotFoundException(name, failed);
        }
    }
}
