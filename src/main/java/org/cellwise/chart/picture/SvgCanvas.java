package org.cellwise.chart.picture;

import java.util.Locale;
import java.util.stream.Collectors;
import org.cellwise.text.Numbers;

/** Draws as SVG text: no AWT, one element a shape, one decimal a coordinate. */
final class SvgCanvas implements Canvas {
    private static final double HOVER = 8;

    /** Width of the rim around text that has one. */
    static final double HALO = 6;

    private final StringBuilder body = new StringBuilder();
    private final boolean notes;
    private boolean noted;

    /** With or without the notes to hover over. */
    SvgCanvas(boolean notes) {
        this.notes = notes;
    }

    /** The whole document around what was drawn. */
    String document(String title, String description, int width, int height) {
        return ("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%s\" height=\"%s\" viewBox=\"0 0 %s %s\" role=\"img\""
                        + " font-family=\"%s\" font-size=\"%s\" fill=\"%s\"><title>%s</title><desc>%s</desc>"
                        + "<rect width=\"%s\" height=\"%s\" fill=\"%s\"/>%s</svg>")
                .formatted(
                        width,
                        height,
                        width,
                        height,
                        Theme.FONT,
                        number(Theme.TEXT),
                        Theme.INK,
                        Markup.escape(title),
                        Markup.escape(description),
                        width,
                        height,
                        Theme.GROUND,
                        body);
    }

    @Override
    public void line(double x1, double y1, double x2, double y2, Style style) {
        open("line").attribute("x1", x1).attribute("y1", y1).attribute("x2", x2).attribute("y2", y2);
        close(style);
        if (noted && style.width() < HOVER) { // too thin to point at
            open("path").attribute("d", "M%s %s %s %s".formatted(number(x1), number(y1), number(x2), number(y2)));
            attribute("stroke", "transparent").attribute("stroke-width", HOVER);
            body.append("/>");
        }
    }

    @Override
    public void polyline(double[] x, double[] y, Style style) {
        open("polyline");
        body.append(" points=\"");
        for (int i = 0; i < x.length; i++) {
            body.append(i == 0 ? "" : " ").append(number(x[i])).append(',').append(number(y[i]));
        }
        body.append("\" stroke-linejoin=\"round\"");
        close(style);
    }

    @Override
    public void circle(double x, double y, double radius, Style style) {
        open("circle").attribute("cx", x).attribute("cy", y).attribute("r", radius);
        close(style);
    }

    @Override
    public void rectangle(double x, double y, double width, double height, Style style) {
        open("rect")
                .attribute("x", x)
                .attribute("y", y)
                .attribute("width", width)
                .attribute("height", height);
        close(style);
    }

    @Override
    public void curve(
            double x1, double y1, double cx1, double cy1, double cx2, double cy2, double x2, double y2, Style style) {
        open("path");
        body.append(" d=\"M").append(number(x1)).append(' ').append(number(y1));
        body.append('C').append(number(cx1)).append(' ').append(number(cy1));
        body.append(' ').append(number(cx2)).append(' ').append(number(cy2));
        body.append(' ').append(number(x2)).append(' ').append(number(y2)).append('"');
        close(style);
    }

    @Override
    public void pixels(Raster raster, double x, double y, double width, double height) {
        open("image")
                .attribute("x", x)
                .attribute("y", y)
                .attribute("width", width)
                .attribute("height", height)
                .attribute("preserveAspectRatio", "none")
                .attribute("href", raster.uri());
        if (!raster.smooth()) {
            attribute("style", "image-rendering:pixelated");
        }
        body.append("/>");
    }

    @Override
    public void text(String text, double x, double y, TextStyle style) {
        open("text").attribute("x", x).attribute("y", y);
        if (style.size() != Theme.TEXT) {
            attribute("font-size", style.size());
        }
        if (!style.color().equals(Theme.INK)) {
            attribute("fill", style.color());
        }
        if (style.anchor() != TextStyle.Anchor.START) {
            attribute("text-anchor", style.anchor().name().toLowerCase(Locale.ROOT));
        }
        if (style.bold()) {
            attribute("font-weight", "bold");
        }
        if (style.halo() != null) {
            attribute("stroke", style.halo()).attribute("stroke-width", HALO).attribute("paint-order", "stroke");
        }
        if (style.rotation() != 0) {
            attribute("transform", "rotate(%s %s %s)".formatted(number(style.rotation()), number(x), number(y)));
        }
        body.append('>').append(Markup.escape(text)).append("</text>");
    }

    @Override
    public void noted(String note, Runnable drawing) {
        if (notes) {
            body.append("<g><title>").append(Markup.escape(note)).append("</title>");
        }
        noted = notes;
        drawing.run();
        noted = false;
        if (notes) {
            body.append("</g>");
        }
    }

    private SvgCanvas open(String element) {
        body.append('<').append(element);
        return this;
    }

    private SvgCanvas attribute(String name, double value) {
        return attribute(name, number(value));
    }

    private SvgCanvas attribute(String name, String value) {
        body.append(' ').append(name).append("=\"").append(value).append('"');
        return this;
    }

    private void close(Style style) {
        attribute("fill", style.fill() == null ? "none" : style.fill());
        if (style.stroke() != null) {
            attribute("stroke", style.stroke());
            attribute("stroke-width", Numbers.decimals(style.width(), 2));
        }
        if (style.dash() != Dash.SOLID) {
            String lengths =
                    style.dash().lengths().stream().map(String::valueOf).collect(Collectors.joining(" "));
            attribute("stroke-dasharray", lengths);
        }
        if (style.opacity() != 1) {
            attribute("opacity", Numbers.decimals(style.opacity(), 2));
        }
        body.append("/>");
    }

    private static String number(double value) {
        return Numbers.decimals(value, 1);
    }
}
