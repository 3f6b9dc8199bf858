package org.cellwise;

import java.nio.file.Path;
import org.cellwise.data.Dataset;
import org.cellwise.data.table.TableView;
import org.cellwise.math.Seed;
import org.cellwise.notebook.Doctor;
import org.cellwise.notebook.Notebook;
import org.cellwise.notebook.Page;
import org.cellwise.notebook.help.Help;
import org.cellwise.tensor.Shape;
import tech.tablesaw.api.Table;

/**
 * Everything a cell needs, by one import: {@code import static org.cellwise.Cellwise.*;}. Each function makes a value,
 * and a value shows itself as the last expression of a cell. The functions stand in one file a topic, which this class
 * inherits from one another: data, networks, activations, layers, sequences, losses, training, metrics, insight, vectors, pictures,
 * widgets.
 */
public final class Cellwise extends CourseFunctions {
    private Cellwise() {}

    /**
     * Where random numbers start: the same seed gives the same split, weights and training, on every JDK and any number
     * of threads: {@code table.split(0.8, seed(7))}.
     */
    public static Seed seed(long value) {
        return new Seed(value);
    }

    /**
     * Sizes along axes, for parameters of a layer of your own: {@code shape(3, 4)} is 3 x 4.
     *
     * @throws IllegalArgumentException if a size is below 0, or the numbers are too many for an array
     */
    public static Shape shape(int... sizes) {
        return Shape.of(sizes);
    }

    /**
     * The differentiable steps that layers and losses of your own are composed of: {@code layer("square", x ->
     * Ops.square(x))}. It is here so that the one import brings it along.
     */
    public static final class Ops extends org.cellwise.op.Ops {
        private Ops() {}
    }

    /**
     * Shows values now, in the middle of a cell, as they would show themselves at its end: {@code show(penguins, net)}.
     * Without a notebook it does nothing; there {@link #open} shows a value.
     */
    public static void show(Object... values) {
        Notebook.show(values);
    }

    /**
     * So many rows of a table at most, half of them from its beginning and half from its end: {@code show(penguins, 20)}.
     *
     * @throws IllegalArgumentException if that is below 1
     */
    public static void show(Table table, int rows) {
        Notebook.show(TableView.of(table, rows));
    }

    /**
     * So many rows of a dataset at most, in the unit of the table; images as such, with their labels: {@code show(data, 20)}.
     *
     * @throws IllegalArgumentException if that is below 1
     */
    public static void show(Dataset data, int rows) {
        Notebook.showRows(data, rows);
    }

    /**
     * Writes what a notebook shows of a value: as a page, {@code save(net, "pictures/net.html")}, or its picture alone,
     * {@code save(draw(net), "net.svg")}, or as a PNG file. Folders that are missing are made.
     *
     * @throws IllegalArgumentException if the name ends otherwise, or the value has no such picture
     * @throws java.io.UncheckedIOException if the file cannot be written
     */
    public static Path save(Object value, String file) {
        return Page.save(value, Path.of(file));
    }

    /**
     * Shows a value in the browser as a notebook shows it, in JShell or a program of one's own: {@code open(draw(net))}.
     *
     * @return the page, a file in the folder for temporary files
     * @throws IllegalStateException if no browser can be started; the page is there nevertheless
     */
    public static Path open(Object value) {
        return Page.open(value);
    }

    /** All functions by topic: {@code help()}. */
    public static Help help() {
        return Help.topics();
    }

    /**
     * How a function, a class or a method is used, from its Javadoc: {@code help("dense")}, {@code help("Trainer.fit")}.
     *
     * @throws IllegalArgumentException if nothing is called so; the message names what is
     */
    public static Help help(String name) {
        return Help.of(name);
    }

    /**
     * What a report of a fault should say of the machine: kernel, Java, memory, Vector API, fonts, versions, folders:
     * {@code doctor()}.
     */
    public static Doctor doctor() {
        return Doctor.examine();
    }
}
