package org.cellwise.kernel.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    private StartArchive() {}

    static Path file(Path folder) {
        return folder.resolve(FILE);
    }

    /** For the command that starts the kernel in {@code folder}; quiet when the archive is not there. */
    static List<String> options(Path folder) {
        return List.of(
                "-XX:SharedArchiveFile=" + file(folder), "-Xshare:auto", "-Xlog:disable", "-Xlog:all=error:stderr");
    }

    /** Makes it for the kernel that {@code spec} starts. Returns whether that worked; the kernel runs without it too. */
    static boolean make(KernelSpec spec, Path folder) {
        Path fresh = folder.resolve(FILE + ".new");
        List<String> command = new ArrayList<>(spec.argv());
        command.removeAll(options(folder));
        command.add(1, "-XX:ArchiveClassesAtExit=" + fresh);
        command.set(command.size() - 1, "--trial-run");
        try {
            Process trial = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!trial.waitFor(TRIAL_SECONDS, TimeUnit.SECONDS)) {
                trial.destroyForcibly();
            } else if (trial.exitValue() == 0 && Files.exists(fresh)) {
                Files.move(fresh, file(folder), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
                return true;
            }
            Files.deleteIfExists(fresh);
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }
}
