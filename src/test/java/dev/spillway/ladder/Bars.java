package dev.spillway.ladder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** A chart of horizontal bars, an SVG file. A bar may have several parts, one colour each. */
record Bars(String title, List<String> parts, List<Bar> bars) {
    private static final int WIDTH = 720;
    private static final int LEFT = 150;
    private static final int RIGHT = 110;
    private static final int TOP = 64;
    private static final int STEP = 28;
    private static final int THICK = 18;
    private static final List<String> COLOURS = List.of("#2f6f9f", "#c8553d", "#6a994e");

    /** @param values one for each part */
    record Bar(String name, List<Double> values) {
        private double sum() {
            return values.stream().mapToDouble(Double::doubleValue).sum();
        }
    }

    Bars {
        parts = List.copyOf(parts);
        bars = List.copyOf(bars);
    }

    /** Into that file, in the place of what was there. */
    void write(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        try (var out = Files.newBufferedWriter(file)) {
            var svg = XMLOutputFactory.newInstance().createXMLStreamWriter(out);
            draw(svg);
            svg.close();
        } catch (XMLStreamException e) {
            throw new IOException("cannot draw " + file, e);
        }
    }

    private void draw(XMLStreamWriter svg) throws XMLStreamException {
        var height = TOP + bars.size() * STEP + THICK;
        svg.writeStartElement("svg");
        svg.writeDefaultNamespace("http://www.w3.org/2000/svg");
        svg.writeAttribute("viewBox", "0 0 " + WIDTH + " " + height);
        svg.writeAttribute("font-family", "sans-serif");
        svg.writeAttribute("font-size", "13");
        rectangle(svg, new Box(0, 0, WIDTH, height), "#ffffff");
        text(svg, 12, 24, title);
        for (var n = 0; n < parts.size(); n++) legend(svg, n);
        for (var n = 0; n < bars.size(); n++) bar(svg, bars.get(n), TOP + n * STEP);
        svg.writeEndElement();
    }

    private record Box(double x, double y, double width, double height) {}

    private void legend(XMLStreamWriter svg, int n) throws XMLStreamException {
        var x = LEFT + n * 130;
        rectangle(svg, new Box(x, 36, 12, 12), COLOURS.get(n));
        text(svg, x + 18, 47, parts.get(n));
    }

    private void bar(XMLStreamWriter svg, Bar bar, int y) throws XMLStreamException {
        var most = bars.stream().mapToDouble(Bar::sum).max().orElse(1);
        text(svg, 12, y + 14, bar.name);
        var x = (double) LEFT;
        for (var n = 0; n < bar.values.size(); n++) {
            var width = bar.values.get(n) / most * (WIDTH - LEFT - RIGHT);
            rectangle(svg, new Box(x, y, width, THICK), COLOURS.get(n));
            x += width;
        }
        text(svg, x + 6, y + 14, String.format(Locale.ROOT, most < 1000 ? "%.1f" : "%,.0f", bar.sum()));
    }

    private static void rectangle(XMLStreamWriter svg, Box box, String colour) throws XMLStreamException {
        svg.writeEmptyElement("rect");
        svg.writeAttribute("x", figure(box.x));
        svg.writeAttribute("y", figure(box.y));
        svg.writeAttribute("width", figure(box.width));
        svg.writeAttribute("height", figure(box.height));
        svg.writeAttribute("fill", colour);
    }

    private static void text(XMLStreamWriter svg, double x, double y, String text) throws XMLStreamException {
        svg.writeStartElement("text");
        svg.writeAttribute("x", figure(x));
        svg.writeAttribute("y", figure(y));
        svg.writeCharacters(text);
        svg.writeEndElement();
    }

    private static String figure(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    /** One for each row that says something. */
    static List<Bar> of(Stream<Row> rows, Function<Row, List<Double>> values) {
        return rows.filter(Row::isGood)
                .map(row -> new Bar(row.rung().word(), values.apply(row)))
                .toList();
    }
}
