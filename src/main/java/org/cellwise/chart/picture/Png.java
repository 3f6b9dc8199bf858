package org.cellwise.chart.picture;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Paints images and writes them as PNG. */
final class Png {
    private Png() {}

    static BufferedImage paint(int width, int height, double density, Consumer<Graphics2D> painting) {
        Headless.prefer();
        int columns = (int) Math.ceil(width * density);
        int rows = (int) Math.ceil(height * density);
        BufferedImage image = new BufferedImage(columns, rows, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.setColor(Color.WHITE);
            graphics.fillRect(0, 0, columns, rows);
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            graphics.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
            graphics.scale(density, density);
            painting.accept(graphics);
        } finally {
            graphics.dispose();
        }
        return image;
    }

    static byte[] encode(BufferedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        // in memory, because ImageIO's own streams go through a temporary file
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam settings = writer.getDefaultWriteParam();
            settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            settings.setCompressionQuality(0); // the smallest file, lossless all the same
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), settings);
        } catch (IOException e) {
            throw new UncheckedIOException("A picture could not be written as PNG", e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /**
     * A file of pixels that are numbers of colours, at most 256. ImageIO would filter each row as those of photographs, which
     * makes drawings a quarter larger.
     */
    static byte[] indexed(int width, byte[] pixels, int[] colors) {
        int height = pixels.length / width;
        ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
        header.put(new byte[] {8, 3, 0, 0, 0}); // bits a pixel, colours by number, deflated, filters, not interlaced
        ByteBuffer palette = ByteBuffer.allocate(3 * colors.length);
        for (int color : colors) {
            palette.put((byte) (color >> 16)).put((byte) (color >> 8)).put((byte) color);
        }
        byte[] rows = new byte[height * (width + 1)]; // each behind a 0: not filtered
        for (int y = 0; y < height; y++) {
            System.arraycopy(pixels, y * width, rows, y * (width + 1) + 1, width);
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        chunk("IHDR", header.array(), file);
        chunk("PLTE", palette.array(), file);
        chunk("IDAT", deflate(rows), file);
        chunk("IEND", new byte[0], file);
        return file.toByteArray();
    }

    // https://www.w3.org/TR/png-3/#5Chunk-layout
    private static void chunk(String type, byte[] data, ByteArrayOutputStream file) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 check = new CRC32();
        check.update(name);
        check.update(data);
        file.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
        file.writeBytes(name);
        file.writeBytes(data);
        file.writeBytes(ByteBuffer.allocate(4).putInt((int) check.getValue()).array());
    }

    private static byte[] deflate(byte[] data) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes, deflater)) {
            out.write(data);
        } catch (IOException e) {
            throw new UncheckedIOException("A picture could not be written as PNG", e);
        } finally {
            deflater.end();
        }
        return bytes.toByteArray();
    }
}
