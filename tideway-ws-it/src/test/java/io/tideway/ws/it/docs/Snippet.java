package io.tideway.ws.it.docs;

import io.tideway.ws.it.docs.Page.Block;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.SimpleJavaFileObject;

/**
 * A {@code java} block as a compilation unit.
 *
 * <ul>
 *   <li>A block with imports is compiled as it is, in its own package where it names one.
 *   <li>A block with a type that begins a line gets {@link #IMPORTS}.
 *   <li>A block that begins with an annotation or a modifier gets them too, and is the members of a class that extends
 *       {@link Ambient}.
 *   <li>Any other block is the statements of a method of such a class.
 * </ul>
 *
 * <p>The blocks of one page are one package, so a block may use the types of another. What is added is on one line
 * before the block, which is how an error finds its line on the page.
 */
public final class Snippet extends SimpleJavaFileObject {

    /** What a block without imports may use. */
    public static final List<String> IMPORTS = List.of(
            "static io.tideway.ws.Target.*",
            "io.tideway.ws.*",
            "io.tideway.ws.it.docs.Ambient",
            "io.tideway.ws.realtime.*",
            "io.tideway.ws.spi.*",
            "jakarta.annotation.Priority",
            "jakarta.annotation.security.*",
            "jakarta.enterprise.context.*",
            "jakarta.enterprise.event.*",
            "jakarta.enterprise.inject.Produces",
            "jakarta.inject.*",
            "jakarta.json.bind.annotation.*",
            "jakarta.validation.Valid",
            "jakarta.validation.constraints.NotBlank",
            "jakarta.validation.constraints.Pattern",
            "java.time.*",
            "java.util.*",
            "java.util.concurrent.*",
            "java.util.concurrent.atomic.*");

    /** What an example of the standalone server or of the test kit may use besides. */
    private static final List<String> IMPORTS_OF_TESTS = List.of(
            "static org.assertj.core.api.Assertions.assertThat",
            "io.tideway.ws.it.docs.AmbientOfTests",
            "io.tideway.ws.it.docs.AmbientOfTests.*",
            "io.tideway.ws.junit.*",
            "io.tideway.ws.tyrus.*",
            "org.junit.jupiter.api.Test",
            "org.junit.jupiter.api.extension.RegisterExtension");

    private static final Pattern OF_TESTS = Pattern.compile("tideway-ws-(junit|tyrus)/");
    private static final Pattern IMPORT = Pattern.compile("(?m)^import ");
    private static final Pattern TYPE =
            Pattern.compile("(?m)^(?:(?:public|final|abstract|sealed) )*(?:class|interface|record|enum) \\w");
    private static final Pattern MEMBER = Pattern.compile("^(?:@\\w|(?:public|protected|private|static|void) )");

    private final Block block;

    Snippet(Block block) {
        super(URI.create("snippet:///" + packageName(block) + "/Line" + block.line() + ".java"), Kind.SOURCE);
        this.block = block;
    }

    private static String packageName(Block block) {
        return block.page().name().replaceAll("\\.md$", "").replaceAll("[^A-Za-z]", "_");
    }

    /** Finds a line of the unit on the page. */
    String at(long line) {
        return block.page().name() + ":" + (block.line() + line - 2);
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        String text = block.text();
        String head = text.startsWith("package ") ? "" : "package " + packageName(block) + "; ";
        if (IMPORT.matcher(text).find()) {
            return head + "\n" + text;
        }
        boolean ofTests = OF_TESTS.matcher(block.page().name()).lookingAt();
        head += Stream.concat(IMPORTS.stream(), ofTests ? IMPORTS_OF_TESTS.stream() : Stream.empty())
                .map(name -> "import " + name + "; ")
                .collect(Collectors.joining());
        if (TYPE.matcher(text).find()) {
            return head + "\n" + text;
        }
        head += "abstract class Line" + block.line() + " extends " + (ofTests ? "AmbientOfTests" : "Ambient") + " { ";
        if (MEMBER.matcher(text).find()) {
            return head + "\n" + text + "\n}";
        }
        return head + "void run() throws Exception {\n" + text + "\n}}";
    }

    /** Lets a public type stand in a file that has the name of the line. */
    @Override
    public boolean isNameCompatible(String simpleName, Kind kind) {
        return kind == Kind.SOURCE;
    }
}
