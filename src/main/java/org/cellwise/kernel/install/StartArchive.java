package org.cellwise.kernel.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * An archive of the classes that the kernel loads at its start, made by a trial run, from which the JVM maps them instead
 * of reading and verifying them again. One that does not fit any more, after an update of Java for example, is ignored.
 */
final class StartArchive {

    private static final String FILE = "cellwise-start.jsa";
    private static final int TRIAL_SECONDS = 120;
    private static final int ATTEMPTS = 3;
    private static final double SLOWER = 1.7; // times; what is wrong is 3 to 4 times slower

    private StartArchive() {}

    static Path file(Path folder) {
        return folder.resolve(FILE);
    }

    /** For the command that starts the kernel in {@code folder}; quiet when the archive is not there. */
    static List<String> options(Path folder) {
        return List.of(
                "-XX:SharedArchiveFile=" + file(folder), "-Xshare:auto", "-Xlog:disable"); // or JDK 25 tells of it
    }

    /**
     * Makes it for the kernel that {@code spec} starts, and keeps it only where pictures are as quick with it as without.
     *
     * @return whether that worked; the kernel runs without it too
     */
    static boolean make(KernelSpec spec, Path folder) {
        try {
            for (int i = 0; i < ATTEMPTS; i++) {
                if (write(spec, folder)) {
                    if (isAsQuick(spec, folder)) {
                        return true;
                    }
                    Files.delete(file(folder));
                }
            }
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private static boolean write(KernelSpec spec, Path folder) throws IOException, InterruptedException {
        Path fresh = folder.resolve(FILE + ".new");
        List<String> command = without(spec, folder);
        command.add(1, "-XX:ArchiveClassesAtExit=" + fresh);
        command.set(command.size() - 1, "--trial-run");
        boolean written = said(command) != null && Files.exists(fresh);
        if (written) {
            Files.move(fresh, file(folder), StandardCopyOption.REPLACE_EXISTING);
        }
        Files.deleteIfExists(fresh);
        return written;
    }

    private static boolean isAsQuick(KernelSpec spec, Path folder) throws IOException, InterruptedException {
        double with = picture(new ArrayList<>(spec.argv()));
        double without = picture(without(spec, folder));
        return with < SLOWER * without;
    }

    /** Milliseconds. */
    private static double picture(List<String> command) throws IOException, InterruptedException {
        command.set(command.size() - 1, "--trial-picture");
        String said = said(command);
        try {
            return Double.parseDouble(said == null ? "" : said.strip());
        } catch (NumberFormatException e) {
            throw new IOException("The trial picture was not drawn: " + said, e);
        }
    }

    private static List<String> without(KernelSpec spec, Path folder) {
        List<String> command = new ArrayList<>(spec.argv());
        command.removeAll(options(folder));
        return command;
    }

    /** What it printed; null where it failed. */
    private static String said(List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("trial", ".txt");
        try {
            Process trial = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .redirectOutput(output.toFile())
                    .start();
            if (!trial.waitFor(TRIAL_SECONDS, TimeUnit.SECONDS)) {
                trial.destroyForcibly();
                return null;
            }
            return trial.exitValue() == 0 ? Files.readString(output) : null;
        } finally {
            Files.deleteIfExists(output);
        }
    }
}
