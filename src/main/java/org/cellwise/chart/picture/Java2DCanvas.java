package org.cellwise.chart.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.geom.CubicCurve2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/** Draws on an image. */
public final class Java2DCanvas implements Canvas {
    private final Graphics2D graphics;

    /** Draws on graphics that the caller disposes of. */
    public Java2DCanvas(Graphics2D graphics) {
        this.graphics = graphics;
    }

    @Override
    public void line(double x1, double y1, double x2, double y2, Style style) {
        paint(new Line2D.Double(x1, y1, x2, y2), style);
    }

    @Override
    public void polyline(double[] x, double[] y, Style style) {
        if (x.length == 0) {
            return;
        }
        Path2D path = new Path2D.Double();
        path.moveTo(x[0], y[0]);
        for (int i = 1; i < x.length; i++) {
            path.lineTo(x[i], y[i]);
        }
        paint(path, style);
    }

    @Override
    public void circle(double x, double y, double radius, Style style) {
        paint(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius), style);
    }

    @Override
    public void rectangle(double x, double y, double width, double height, Style style) {
        paint(new Rectangle2D.Double(x, y, width, height), style);
    }

    @Override
    public void curve(
            double x1, double y1, double cx1, double cy1, double cx2, double cy2, double x2, double y2, Style style) {
        paint(new CubicCurve2D.Double(x1, y1, cx1, cy1, cx2, cy2, x2, y2), style);
    }

    @Override
    public void pixels(Raster raster, double x, double y, double width, double height) {
        Object smooth = RenderingHints.VALUE_INTERPOLATION_BILINEAR;
        Object sharp = RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR;
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, raster.smooth() ? smooth : sharp);
        AffineTransform place = AffineTransform.getTranslateInstance(x, y);
        place.scale(width / raster.columns(), height / raster.rows());
        graphics.drawImage(raster.image(), place, null);
    }

    @Override
    public void text(String text, double x, double y, TextStyle style) {
        if (text.isEmpty()) {
            return; // Java2D refuses to lay out nothing
        }
        Font font = font(style.bold(), style.size());
        TextLayout layout = new TextLayout(Fallback.shown(text, font), font, graphics.getFontRenderContext());
        double shift = switch (style.anchor()) {
            case START -> 0;
            case MIDDLE -> layout.getAdvance() / 2;
            case END -> layout.getAdvance();
        };
        AffineTransform before = graphics.getTransform();
        graphics.rotate(Math.toRadians(style.rotation()), x, y);
        if (style.halo() != null) {
            AffineTransform position = AffineTransform.getTranslateInstance(x - shift, y);
            graphics.setColor(color(style.halo(), 1));
            graphics.setStroke(stroke(SvgCanvas.HALO, Dash.SOLID));
            graphics.draw(layout.getOutline(position));
        }
        graphics.setColor(color(style.color(), 1));
        layout.draw(graphics, (float) (x - shift), (float) y);
        graphics.setTransform(before);
    }

    @Override
    public void noted(String note, Runnable drawing) {
        drawing.run();
    }

    private void paint(Shape shape, Style style) {
        if (style.fill() != null) {
            graphics.setColor(color(style.fill(), style.opacity()));
            graphics.fill(shape);
        }
        if (style.stroke() != null) {
            graphics.setColor(color(style.stroke(), style.opacity()));
            graphics.setStroke(stroke(style.width(), style.dash()));
            graphics.draw(shape);
        }
    }

    /** The one font of all images, its size in pixels. */
    public static Font font(boolean bold, double size) {
        return new Font(Font.SANS_SERIF, bold ? Font.BOLD : Font.PLAIN, 1).deriveFont((float) size);
    }

    /** A line as {@link Style} tells it. */
    public static BasicStroke stroke(double width, Dash dash) {
        float[] dashes = dash == Dash.SOLID ? null : new float[dash.lengths().size()];
        for (int i = 0; dashes != null && i < dashes.length; i++) {
            dashes[i] = dash.lengths().get(i);
        }
        return new BasicStroke((float) width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dashes, 0);
    }

    /** From {@code #rrggbb}. */
    public static Color color(String hex) {
        return color(hex, 1);
    }

    private static Color color(String hex, double opacity) {
        int rgb = Integer.parseInt(hex, 1, 7, 16);
        return new Color(rgb >> 16, rgb >> 8 & 0xff, rgb & 0xff, (int) Math.round(255 * opacity));
    }
}
