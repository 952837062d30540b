package io.tideway.ws.it.proxy;

import static org.awaitility.Awaitility.await;

import io.tideway.ws.it.docs.Page;
import io.tideway.ws.it.quickstart.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a proxy in front of a server, with the guide's configuration in its file. */
final class Proxy implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String MODULES = "/usr/lib/apache2/modules";
    private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

    private final Process process;
    private final int port;

    private Proxy(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Returns the block of the guide for a kind of proxy, as it is. */
    static String configuration(String language) {
        return Page.read("docs/guide/running.md")
                .section("## Behind a proxy")
                .blocks(language)
                .get(0)
                .text();
    }

    static Proxy nginx(Path directory, String location) throws IOException {
        int port = FreePort.next();
        Path file = directory.resolve("nginx.conf");
        Files.writeString(file, """
                %s
                daemon off;
                pid nginx.pid;
                error_log stderr;
                events {}
                http {
                    access_log off;
                    client_body_temp_path body;
                    proxy_temp_path proxy;
                    fastcgi_temp_path fastcgi;
                    uwsgi_temp_path uwsgi;
                    scgi_temp_path scgi;
                    server {
                        listen 127.0.0.1:%d;
                        %s
                    }
                }
                """.formatted(ROOT ? "user root;" : "", port, location));
        return start(directory, port, "nginx", "-p", directory.toString(), "-c", file.toString(), "-e", "stderr");
    }

    static Proxy httpd(Path directory, String directives) throws IOException {
        int port = FreePort.next();
        Path file = directory.resolve("httpd.conf");
        Files.writeString(file, """
                ServerRoot "%s"
                ServerName localhost
                Listen 127.0.0.1:%d
                PidFile httpd.pid
                DefaultRuntimeDir .
                %s
                ErrorLog error.log
                LoadModule mpm_event_module @modules@/mod_mpm_event.so
                LoadModule authz_core_module @modules@/mod_authz_core.so
                LoadModule proxy_module @modules@/mod_proxy.so
                LoadModule proxy_http_module @modules@/mod_proxy_http.so
                %s
                """.replace("@modules@", MODULES)
                .formatted(directory, port, ROOT ? "User www-data\nGroup www-data" : "", directives));
        return start(directory, port, "apache2", "-D", "FOREGROUND", "-f", file.toString());
    }

    static Proxy start(Path directory, int port, String... command) throws IOException {
        Path log = directory.resolve("proxy.log");
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Proxy proxy = new Proxy(process, port);
        try {
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .failFast("the program has ended", () -> !process.isAlive())
                    .until(() -> {
                        new Socket(InetAddress.getLoopbackAddress(), port).close();
                        return true;
                    });
        } catch (RuntimeException e) {
            proxy.close();
            throw new IllegalStateException(Files.readString(log), e);
        }
        return proxy;
    }

    int port() {
        return port;
    }

    /** Ends the program in the way that lets it end its own processes first. */
    @Override
    public void close() {
        List<ProcessHandle> workers = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        workers.forEach(ProcessHandle::destroyForcibly);
    }
}
