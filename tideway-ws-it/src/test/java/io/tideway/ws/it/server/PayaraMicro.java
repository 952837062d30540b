package io.tideway.ws.it.server;

import java.nio.file.Path;
import java.util.Map;

/** Payara Micro; by its own API, called by a small program that runs in the same process and takes commands. */
final class PayaraMicro extends CommandedServer {
    private final String jar;

    /** Knows the server by the beginning of its jar's name. */
    PayaraMicro(ServerKind kind, String jar) {
        super(kind, "Payara Micro ([\\d.]+) \\(build");
        this.jar = jar;
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
                ServerFiles.unpacked(jar).toString(),
                program.toString(),
                String.valueOf(port),
                directory.resolve("root").toString(),
                users.toString());
        awaitReady();
    }

    private static String user(Path passwords, String name, String group) {
        return "create-file-user --passwordfile " + passwords + " --groups " + group + " " + name + "\n";
    }
}
