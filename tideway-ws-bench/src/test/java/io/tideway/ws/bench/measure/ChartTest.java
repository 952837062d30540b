package io.tideway.ws.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.bench.measure.Chart.Line;
import io.tideway.ws.bench.measure.Chart.Point;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class ChartTest {
    @TempDir
    Path directory;

    @Test
    void drawsEachPointBetweenTheDecadesItLiesIn() throws Exception {
        Path file = directory.resolve("charts/chart.svg");
        new Chart("title", "x", "y")
                .with(new Line("one", List.of(new Point(10, 1), new Point(1000, 100))))
                .with(new Line("two", List.of(new Point(100, 10))))
                .write(file);
        Document svg = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
        assertThat(svg.getElementsByTagName("circle").getLength()).isEqualTo(3);
        assertThat(svg.getElementsByTagName("polyline").getLength()).isEqualTo(2);
        assertThat(Files.readString(file))
                .contains("cx=\"80.0\" cy=\"310.0\"", "cx=\"490.0\" cy=\"40.0\"", "cx=\"285.0\" cy=\"175.0\"");
    }
}
