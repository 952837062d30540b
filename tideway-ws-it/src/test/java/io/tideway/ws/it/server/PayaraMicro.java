package io.tideway.ws.it.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/** Payara Micro; by its own API, called by a small program that runs in the same process and takes commands. */
final class PayaraMicro extends LaunchedServer {
    PayaraMicro() {
        super(ServerKind.PAYARA_MICRO, "Payara Micro ([\\d.]+) \\(build");
    }

    @Override
    void launch(Path directory, int port) {
        Path program = directory.resolve("DeployOnCommand.java");
        Path arguments = directory.resolve("java.args");
        Path passwords = directory.resolve("passwords");
        Path users = directory.resolve("users");
        ServerFiles.write("payara/DeployOnCommand.java", program, Map.of());
        ServerFiles.write("payara/java.args", arguments, Map.of());
        ServerFiles.write(passwords, "AS_ADMIN_USERPASSWORD=" + PASSWORD + "\n");
        ServerFiles.write(users, user(passwords, MEMBER, "member") + user(passwords, GUEST, "guest"));
        java(
                Map.of(),
                "@" + arguments,
                "-cp",
                ServerFiles.unpacked("payara-micro").toString(),
                program.toString(),
                String.valueOf(port),
                directory.resolve("root").toString(),
                users.toString());
        process().awaitLog(0, Pattern.compile("@@ ready"));
    }

    private static String user(Path passwords, String name, String group) {
        return "create-file-user --passwordfile " + passwords + " --groups " + group + " " + name + "\n";
    }

    @Override
    public Duration deploy(Path war, String contextPath) {
        int mark = log().mark();
        String name = nameOf(contextPath);
        process().tell("deploy " + name + " " + (contextPath.isEmpty() ? "/" : contextPath) + " " + war);
        String answer = process()
                .awaitLog(mark, Pattern.compile("@@ (deployed|failed) " + Pattern.quote(name) + " in (\\d+) ms"));
        if (answer.startsWith("@@ failed")) {
            throw new DeploymentFailedException(contextPath, log().since(mark));
        }
        return Duration.ofMillis(Long.parseLong(answer.replaceFirst(".* in (\\d+) ms", "$1")));
    }

    @Override
    public void undeploy(String contextPath) {
        int mark = log().mark();
        String name = nameOf(contextPath);
        process().tell("undeploy " + name);
        process().awaitLog(mark, Pattern.compile("@@ undeployed " + Pattern.quote(name)));
    }
}
