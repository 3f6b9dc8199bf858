package org.cellwise.kernel.magic;

import io.github.spencerpark.jupyter.kernel.magic.registry.Magics;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code %%bash}: a cell of shell commands; {@code %java}: which Java runs the cells, and how. */
public final class ShellMagics {

    private final List<String> compilerOptions;

    /** @param compilerOptions of the cells */
    public ShellMagics(List<String> compilerOptions) {
        this.compilerOptions = compilerOptions;
    }

    public void register(Magics magics) {
        magics.registerCellMagic("bash", this::bash);
        magics.registerLineMagic("java", arguments -> java());
    }

    private Void bash(List<String> arguments, String commands) throws IOException, InterruptedException {
        Path script = Files.createTempFile("cell", ".sh");
        try {
            Files.writeString(script, commands.replace("\r\n", "\n"));
            Process shell = start(script);
            List<Thread> readers =
                    List.of(reader(shell.getInputStream(), System.out), reader(shell.getErrorStream(), System.err));
            int code;
            try {
                shell.getOutputStream().close();
                code = shell.waitFor();
                for (Thread reader : readers) {
                    reader.join(); // before anything is destroyed, which would take what is yet to be read
                }
            } finally {
                shell.descendants().forEach(ProcessHandle::destroy); // a stopped cell stops what it started
                shell.destroy();
            }
            if (code != 0) {
                throw new IllegalStateException("the last command failed with exit code " + code);
            }
        } finally {
            Files.deleteIfExists(script);
        }
        return null;
    }

    private static Process start(Path script) throws IOException {
        try {
            return new ProcessBuilder("bash", script.toString()).start();
        } catch (IOException e) {
            throw new IOException("there is no bash on this machine: " + e.getMessage(), e);
        }
    }

    private static Thread reader(InputStream from, OutputStream to) {
        Thread thread = new Thread(
                () -> {
                    try {
                        from.transferTo(to);
                        to.flush();
                    } catch (IOException e) {
                        return; // the process has ended
                    }
                },
                "output of bash");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private Void java() {
        System.out.println("Java " + Runtime.version() + ", " + System.getProperty("java.vm.name") + ", in "
                + System.getProperty("java.home"));
        System.out.println("Options of the virtual machine: "
                + listed(ManagementFactory.getRuntimeMXBean().getInputArguments()));
        System.out.println("Options of the compiler: " + listed(compilerOptions));
        System.out.println("Heap: at most " + (Runtime.getRuntime().maxMemory() >> 20)
                + " MB; other options go into the" + " kernel's kernel.json");
        return null;
    }

    private static String listed(List<String> options) {
        return options.isEmpty() ? "none" : String.join(" ", options);
    }
}
