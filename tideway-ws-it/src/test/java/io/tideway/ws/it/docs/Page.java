package io.tideway.ws.it.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One page of the documentation.
 *
 * @param name the file, relative to the project's root, with slashes
 * @param lines its text
 */
public record Page(String name, List<String> lines) {

    private static final Pattern LINK = Pattern.compile("\\[[^]]*]\\(([^)\\s]+)\\)");

    /**
     * A fenced block.
     *
     * @param page where it is
     * @param line the number of its first line, counted from 1
     * @param language what its fence says
     * @param text what is between the fences
     */
    public record Block(Page page, int line, String language, String text) {}

    /**
     * A link to a file or a heading of the project.
     *
     * @param line where it is, counted from 1
     * @param target as it is written
     */
    record Link(int line, String target) {}

    /** Finds the project's root: the directory that holds these pages. */
    public static Path root() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.exists(directory.resolve("docs").resolve("reference.md"))) {
            directory = directory.getParent();
        }
        return directory;
    }

    /** Reads the pages at the top of the project and everything below docs. */
    static List<Page> all() {
        try (Stream<Path> docs = Files.walk(root().resolve("docs"))) {
            return Stream.concat(
                            Stream.of("README.md", "CHANGELOG.md", "CONTRIBUTING.md")
                                    .map(root()::resolve),
                            docs.sorted())
                    .filter(file -> file.toString().endsWith(".md"))
                    .map(file -> read(root().relativize(file).toString().replace('\\', '/')))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Page read(String name) {
        try {
            return new Page(name, Files.readAllLines(root().resolve(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String text() {
        return String.join("\n", lines);
    }

    /** Lists the fenced blocks of a language; all where it is empty. */
    public List<Block> blocks(String language) {
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("```")) {
                String info = lines.get(i).substring(3).strip();
                int first = i + 1;
                for (i = first; !lines.get(i).equals("```"); i++) {
                    // on to the closing fence
                }
                if (language.isEmpty() || language.equals(info)) {
                    blocks.add(new Block(this, first + 1, info, String.join("\n", lines.subList(first, i))));
                }
            }
        }
        return blocks;
    }

    /** Lists the lines from a heading to the next of its level or above; empty if there is no such heading. */
    public Page section(String heading) {
        int start = lines.indexOf(heading);
        if (start < 0) {
            return new Page(name, List.of());
        }
        int level = heading.indexOf(' ');
        int end = start + 1;
        boolean fenced = false;
        while (end < lines.size() && (fenced || !lines.get(end).matches("#{1," + level + "} .*"))) {
            fenced ^= lines.get(end).startsWith("```");
            end++;
        }
        return new Page(name, lines.subList(start, end));
    }

    /** Lists the rows of the first table, without its head, each as its cells. */
    List<List<String>> table() {
        return lines.stream()
                .dropWhile(line -> !line.startsWith("|"))
                .takeWhile(line -> line.startsWith("|"))
                .skip(2)
                .map(row -> Arrays.stream(row.substring(1, row.length() - 1).split("\\|"))
                        .map(String::strip)
                        .toList())
                .toList();
    }

    /** Lists the links into the project. */
    List<Link> links() {
        List<Link> links = new ArrayList<>();
        boolean fenced = false;
        for (int i = 0; i < lines.size(); i++) {
            fenced ^= lines.get(i).startsWith("```");
            String prose = fenced ? "" : lines.get(i).replaceAll("`[^`]*`", "");
            int line = i + 1;
            LINK.matcher(prose)
                    .results()
                    .map(match -> match.group(1))
                    .filter(target -> !target.matches("[a-z]+:.*"))
                    .forEach(target -> links.add(new Link(line, target)));
        }
        return links;
    }

    /** Lists the anchors of the headings, as they are made of their text wherever Markdown is shown. */
    List<String> anchors() {
        return lines.stream()
                .filter(line -> line.matches("#{1,6} .*"))
                .map(line -> line.substring(line.indexOf(' ') + 1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .toList();
    }
}
