package io.tideway.ws.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Draws lines over logarithmic axes, as SVG; not thread-safe. */
final class Chart {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 360;
    private static final int LEFT = 80;
    private static final int RIGHT = 150;
    private static final int TOP = 40;
    private static final int BOTTOM = 50;
    private static final String[] COLOURS = {"#0b6e99", "#c2410c", "#4d7c0f"};

    /**
     * One line.
     *
     * @param name what it shows
     * @param points where it goes
     */
    record Line(String name, List<Point> points) {}

    /**
     * One measurement; both above 0.
     *
     * @param x what was varied
     * @param y what was measured
     */
    record Point(double x, double y) {}

    private final String title;
    private final String xAxis;
    private final String yAxis;
    private final List<Line> lines = new ArrayList<>();

    Chart(String title, String xAxis, String yAxis) {
        this.title = title;
        this.xAxis = xAxis;
        this.yAxis = yAxis;
    }

    Chart with(Line line) {
        lines.add(line);
        return this;
    }

    void write(Path file) throws IOException {
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">%n"
                        + "<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>%n",
                WIDTH,
                HEIGHT));
        text(svg, WIDTH / 2, 22, "middle", title);
        text(svg, (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 10, "middle", xAxis);
        text(svg, LEFT, TOP - 8, "middle", yAxis);
        Scale x = Scale.of(points().map(Point::x).toList(), LEFT, WIDTH - RIGHT);
        Scale y = Scale.of(points().map(Point::y).toList(), HEIGHT - BOTTOM, TOP);
        for (double decade : x.decades()) {
            line(svg, x.at(decade), TOP, x.at(decade), HEIGHT - BOTTOM);
            text(svg, (int) x.at(decade), HEIGHT - BOTTOM + 18, "middle", label(decade));
        }
        for (double decade : y.decades()) {
            line(svg, LEFT, y.at(decade), WIDTH - RIGHT, y.at(decade));
            text(svg, LEFT - 6, (int) y.at(decade) + 4, "end", label(decade));
        }
        for (int i = 0; i < lines.size(); i++) {
            draw(svg, lines.get(i), COLOURS[i % COLOURS.length], i, x, y);
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, svg.append("</svg>\n"));
    }

    private java.util.stream.Stream<Point> points() {
        return lines.stream().flatMap(line -> line.points().stream());
    }

    private static void draw(StringBuilder svg, Line line, String colour, int index, Scale x, Scale y) {
        StringBuilder path = new StringBuilder();
        for (Point point : line.points()) {
            String where = String.format(Locale.ROOT, "%.1f,%.1f", x.at(point.x()), y.at(point.y()));
            path.append(path.isEmpty() ? "" : " ").append(where);
            svg.append(String.format(
                    Locale.ROOT,
                    "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>%n",
                    x.at(point.x()),
                    y.at(point.y()),
                    colour));
        }
        svg.append(String.format("<polyline points=\"%s\" fill=\"none\" stroke=\"%s\"/>%n", path, colour));
        int row = TOP + 12 + index * 18;
        svg.append(String.format(
                "<rect x=\"%d\" y=\"%d\" width=\"10\" height=\"10\" fill=\"%s\"/>%n",
                WIDTH - RIGHT + 12, row - 9, colour));
        text(svg, WIDTH - RIGHT + 28, row, "start", line.name());
    }

    private static void line(StringBuilder svg, double x1, double y1, double x2, double y2) {
        svg.append(String.format(
                Locale.ROOT,
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#dddddd\"/>%n",
                x1,
                y1,
                x2,
                y2));
    }

    private static void text(StringBuilder svg, int x, int y, String anchor, String text) {
        svg.append(String.format("<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>%n", x, y, anchor, text));
    }

    private static String label(double decade) {
        if (decade >= 1_000_000) {
            return String.format(Locale.ROOT, "%.0fM", decade / 1_000_000);
        }
        if (decade >= 1000) {
            return String.format(Locale.ROOT, "%.0fk", decade / 1000);
        }
        return decade < 1 ? String.valueOf(decade) : String.format(Locale.ROOT, "%.0f", decade);
    }

    /** Maps values to coordinates, from one power of ten to another. */
    private record Scale(int lowest, int highest, int from, int to) {
        static Scale of(List<Double> values, int from, int to) {
            double least = values.stream().mapToDouble(value -> value).min().orElse(1);
            double most = values.stream().mapToDouble(value -> value).max().orElse(10);
            int lowest = (int) Math.floor(Math.log10(least));
            return new Scale(lowest, Math.max(lowest + 1, (int) Math.ceil(Math.log10(most))), from, to);
        }

        double at(double value) {
            return from + (Math.log10(value) - lowest) / (highest - lowest) * (to - from);
        }

        List<Double> decades() {
            List<Double> decades = new ArrayList<>();
            for (int power = lowest; power <= highest; power++) {
                decades.add(Math.pow(10, power));
            }
            return decades;
        }
    }
}
