package org.cellwise.chart;

import java.io.StringReader;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.cellwise.chart.picture.Labels;
import org.cellwise.chart.picture.Theme;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** Reads the SVG of a picture the way a browser would, to ask what it shows. */
public final class Svg {
    private final Document document;

    public Svg(String text) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            document = factory.newDocumentBuilder().parse(new InputSource(new StringReader(text)));
        } catch (Exception e) {
            throw new AssertionError("Not well-formed: " + text, e);
        }
    }

    public Element root() {
        return document.getDocumentElement();
    }

    public List<Element> all(String tag) {
        var nodes = document.getElementsByTagName(tag);
        return IntStream.range(0, nodes.getLength())
                .mapToObj(i -> (Element) nodes.item(i))
                .toList();
    }

    public List<String> texts() {
        return all("text").stream().map(Element::getTextContent).toList();
    }

    /** The points of a polyline, x and y each. */
    public static List<double[]> points(Element polyline) {
        return Arrays.stream(polyline.getAttribute("points").split(" "))
                .map(point -> point.split(","))
                .map(xy -> new double[] {Double.parseDouble(xy[0]), Double.parseDouble(xy[1])})
                .toList();
    }

    /** Left, top, right and bottom of a text, by the widths that pictures are laid out with. */
    public static double[] box(Element text) {
        double size = text.hasAttribute("font-size") ? Double.parseDouble(text.getAttribute("font-size")) : Theme.TEXT;
        double width = Labels.width(text.getTextContent(), size);
        double x = Double.parseDouble(text.getAttribute("x"));
        double y = Double.parseDouble(text.getAttribute("y"));
        double start = switch (text.getAttribute("text-anchor")) {
            case "middle" -> -width / 2;
            case "end" -> -width;
            default -> 0;
        };
        if (text.hasAttribute("transform")) { // turned to read upwards
            return new double[] {x - size, y - start - width, x + size * 0.25, y - start};
        }
        return new double[] {x + start, y - size * 0.8, x + start + width, y + size * 0.2};
    }
}
