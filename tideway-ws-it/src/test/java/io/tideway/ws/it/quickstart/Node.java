package io.tideway.ws.it.quickstart;

import io.tideway.ws.it.docs.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs JavaScript of a page outside of a browser. */
final class Node {
    private Node() {}

    /** Fails the test if Node is missing and required; skips it if Node is missing otherwise. */
    static void required() {
        Tool.required("node", "on Debian: apt-get install nodejs", "node", "--version");
    }

    /** Returns the command that runs a module with the WebSocket of browsers. */
    static List<String> command(String module) {
        return List.of("node", "--experimental-websocket", module);
    }

    /** Gives a project the npm packages of the examples; ends the test where they are not installed. */
    static void linkPackages(Project project) throws IOException {
        Path packages = Page.root().resolve("tideway-ws-examples/src/test/node/node_modules");
        if (!Files.isDirectory(packages)) {
            Tool.missing("node", "\"npm ci\" has not been run in " + packages.getParent());
        }
        Path link = project.directory().resolve("node_modules");
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, packages);
    }
}
