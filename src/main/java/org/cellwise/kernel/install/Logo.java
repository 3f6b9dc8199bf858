package org.cellwise.kernel.install;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.imageio.ImageIO;

/** The kernel's picture in Jupyter's launcher: a small network, two inputs to two units to one. */
final class Logo {

    private static final Color NEGATIVE = new Color(0xd55e00);
    private static final Color POSITIVE = new Color(0x0072b2);
    private static final Color UNIT = new Color(0x333333);
    private static final double[][] UNITS = {{0.16, 0.25}, {0.16, 0.75}, {0.5, 0.25}, {0.5, 0.75}, {0.84, 0.5}};
    private static final int[][] LINES = {{0, 2}, {0, 3}, {1, 2}, {1, 3}, {2, 4}, {3, 4}};

    private Logo() {}

    /** By the names that Jupyter looks for. */
    static Map<String, byte[]> files() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (int size : new int[] {32, 64}) {
            files.put("logo-" + size + "x" + size + ".png", png(size));
        }
        return files;
    }

    private static byte[] png(int size) throws IOException {
        BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.scale(size, size);
        graphics.setStroke(new BasicStroke(0.05f));
        for (int i = 0; i < LINES.length; i++) {
            double[] from = UNITS[LINES[i][0]];
            double[] to = UNITS[LINES[i][1]];
            graphics.setColor(i % 2 == 0 ? POSITIVE : NEGATIVE);
            graphics.draw(new Line2D.Double(from[0], from[1], to[0], to[1]));
        }
        graphics.setColor(UNIT);
        for (double[] unit : UNITS) {
            graphics.fill(new Ellipse2D.Double(unit[0] - 0.12, unit[1] - 0.12, 0.24, 0.24));
        }
        graphics.dispose();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        return png.toByteArray();
    }
}
