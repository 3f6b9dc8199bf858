package org.cellwise.kernel.install;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the kernel needs, looked for before anything is changed; each want with the command that mends it. */
final class Requirements {

    private static final int OLDEST_JAVA = 17;

    private Requirements() {}

    /** One sentence for everything that is missing; empty when nothing is. */
    static List<String> missing(Machine machine) {
        List<String> missing = new ArrayList<>();
        if (Runtime.version().feature() < OLDEST_JAVA) {
            missing.add("Java 17 or newer; this is " + Runtime.version() + ". " + installJdk(machine));
        } else if (!hasModule("jdk.jshell") || !hasModule("jdk.compiler")) {
            missing.add("a JDK; the Java in " + System.getProperty("java.home") + " is without the compiler. "
                    + installJdk(machine));
        }
        if (!machine.hasCommand("jupyter")) {
            missing.add("Jupyter; there is no command jupyter. "
                    + mend(
                            machine,
                            "apt-get install jupyter-notebook",
                            "python3 -m pip install notebook",
                            "py -m pip install notebook"));
        }
        if (!canDrawText()) {
            missing.add("fonts; Java cannot draw text for charts. "
                    + mend(
                            machine,
                            "apt-get install fontconfig libfreetype6 fonts-dejavu-core",
                            "brew install fontconfig",
                            "winget install EclipseAdoptium.Temurin.17.JDK"));
        }
        return missing;
    }

    /** Why kernels cannot be written to {@code folder}; null when they can. */
    static String notWritable(Path folder) {
        Path existing = folder.toAbsolutePath();
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        boolean writable = existing != null && Files.isDirectory(existing) && Files.isWritable(existing);
        return writable
                ? null
                : "the right to write to " + folder + ". Use --user, or another --prefix, or run as its owner.";
    }

    static boolean hasModule(String name) {
        return ModuleFinder.ofSystem().find(name).isPresent();
    }

    private static String installJdk(Machine machine) {
        return mend(
                machine,
                "apt-get install openjdk-17-jdk-headless",
                "brew install --cask temurin@17",
                "winget install EclipseAdoptium.Temurin.17.JDK");
    }

    private static String mend(Machine machine, String linux, String mac, String windows) {
        return "Install with: " + (machine.isWindows() ? windows : machine.isMac() ? mac : linux);
    }

    private static boolean canDrawText() {
        System.setProperty("java.awt.headless", "true");
        try {
            Graphics2D graphics = new BufferedImage(10, 10, BufferedImage.TYPE_INT_RGB).createGraphics();
            graphics.drawString("w", 1, 9);
            graphics.dispose();
            return true;
        } catch (Throwable e) { // LinkageError where a system library is missing, Error where no font is
            return false;
        }
    }
}
