package io.tideway.ws.it.report;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Gathers results by server and capability, and facts by server, and writes them as Markdown; serializable, since tests
 * in several JVMs gather them. Not thread-safe.
 */
final class CapabilityTable implements Serializable {
    private static final long serialVersionUID = 1;
    private static final String NOTHING = "-";

    private final TreeMap<String, TreeMap<String, Tally>> tallies = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final LinkedHashMap<String, TreeMap<String, String>> facts = new LinkedHashMap<>();
    private final LinkedHashMap<String, String> remarks = new LinkedHashMap<>();
    private final TreeSet<String> servers = new TreeSet<>();

    /** Returns the place of a capability on a server, where results are counted. */
    Tally tally(String server, String capability) {
        servers.add(server);
        return tallies.computeIfAbsent(capability, c -> new TreeMap<>()).computeIfAbsent(server, s -> new Tally());
    }

    /** Adds a line of what is true of a server. */
    void fact(String server, String name, String value) {
        servers.add(server);
        facts.computeIfAbsent(name, n -> new TreeMap<>()).put(server, value);
    }

    /** Adds what is true of no server alone. */
    void remark(String name, String value) {
        remarks.put(name, value);
    }

    /** Adds what another table has. */
    void add(CapabilityTable other) {
        servers.addAll(other.servers);
        other.tallies.forEach((capability, byServer) ->
                byServer.forEach((server, tally) -> tally(server, capability).add(tally)));
        other.facts.forEach((name, byServer) -> byServer.forEach((server, value) -> fact(server, name, value)));
        remarks.putAll(other.remarks);
    }

    /** Returns what a fact is on the servers, each value once. */
    Set<String> values(String name) {
        return new TreeSet<>(facts.getOrDefault(name, new TreeMap<>()).values());
    }

    boolean isEmpty() {
        return tallies.isEmpty();
    }

    /** Returns the table, padded so that it also reads well as plain text. */
    String markdown() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(row("Tests passed", server -> server));
        tallies.forEach((capability, byServer) ->
                rows.add(row(capability, server -> byServer.containsKey(server) ? byServer.get(server) : NOTHING)));
        rows.add(row("Together", this::together));
        facts.forEach((name, byServer) -> rows.add(row(name, server -> byServer.getOrDefault(server, NOTHING))));
        List<Integer> widths = IntStream.range(0, servers.size() + 1)
                .mapToObj(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toList();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < rows.size(); i++) {
            text.append(line(rows.get(i), widths));
            if (i == 0) {
                text.append(line(widths.stream().map("-"::repeat).toList(), widths));
            }
        }
        remarks.forEach((name, value) -> text.append(String.format("%n%s: %s%n", name, value)));
        return text.toString();
    }

    private Tally together(String server) {
        Tally all = new Tally();
        tallies.values().stream()
                .filter(byServer -> byServer.containsKey(server))
                .forEach(byServer -> all.add(byServer.get(server)));
        return all;
    }

    private List<String> row(String head, Function<String, Object> cell) {
        List<String> row = new ArrayList<>(List.of(head));
        servers.forEach(server -> row.add(cell.apply(server).toString()));
        return row;
    }

    private static String line(List<String> cells, List<Integer> widths) {
        return IntStream.range(0, cells.size())
                .mapToObj(i ->
                        cells.get(i) + " ".repeat(widths.get(i) - cells.get(i).length()))
                .collect(Collectors.joining(" | ", "| ", String.format(" |%n")));
    }
}
