package org.cellwise.spark;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** States of a training in a folder of any file system that Hadoop knows; each appears only once it is whole. */
final class Checkpoints {
    private static final String START = "step-";
    private static final String END = ".safetensors";
    private static final int DIGITS = 12; // so that names sort as numbers do
    private static final int KEPT = 2;

    private final FileSystem files;
    private final Path folder;

    private Checkpoints(FileSystem files, Path folder) {
        this.files = files;
        this.folder = folder;
    }

    static Checkpoints in(String folder, Configuration configuration) {
        Path path = new Path(folder);
        try {
            FileSystem files = path.getFileSystem(configuration);
            files.mkdirs(path);
            return new Checkpoints(files, path);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "checkpoints expects a folder that can be written to, but " + folder + " cannot: " + e.getMessage(),
                    e);
        }
    }

    private static String name(long steps) {
        String digits = Long.toString(steps);
        return START + "0".repeat(DIGITS - digits.length()) + digits + END;
    }

    /** Adds the state after so many steps; older ones go but for the last. */
    void write(long steps, byte[] file) {
        Path whole = new Path(folder, name(steps));
        Path part = new Path(folder, "." + whole.getName() + ".part");
        try {
            try (OutputStream out = files.create(part, true)) {
                out.write(file);
            }
            if (files.exists(whole)) {
                files.delete(whole, false);
            }
            if (!files.rename(part, whole)) {
                throw new IOException("a file could not be renamed to " + whole);
            }
            List<Path> all = all();
            for (Path old : all.subList(0, Math.max(0, all.size() - KEPT))) {
                files.delete(old, false);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The state after step " + steps + " could not be kept: " + e.getMessage(), e);
        }
    }

    private List<Path> all() throws IOException {
        List<Path> all = new ArrayList<>();
        for (FileStatus status : files.listStatus(folder)) {
            if (status.getPath().getName().matches(START + "\\d{" + DIGITS + "}" + END)) {
                all.add(status.getPath());
            }
        }
        all.sort(Comparator.comparing(Path::getName));
        return all;
    }

    /** After how many steps the newest state stands; -1 where there is none. */
    long newest() {
        try {
            List<Path> all = all();
            return all.isEmpty()
                    ? -1
                    : Long.parseLong(
                            all.get(all.size() - 1).getName().substring(START.length(), START.length() + DIGITS));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Brings the state after so many steps into a file of this machine. */
    void read(long steps, java.nio.file.Path into) {
        Path path = new Path(folder, name(steps));
        try (InputStream in = files.open(path);
                OutputStream out = Files.newOutputStream(into)) {
            in.transferTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException("The state in " + path + " could not be read: " + e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return folder.toString();
    }
}
