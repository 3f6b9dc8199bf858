package org.cellwise.kernel;

import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import io.github.spencerpark.jupyter.messages.publish.PublishStream.StreamType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.cellwise.kernel.install.Installer;
import org.cellwise.kernel.protocol.CellOutput;
import org.cellwise.kernel.protocol.KernelConnection;

/** The kernel jar's entry: the kernel when Jupyter starts it, the installer when a person does. */
public final class Main {

    private Main() {}

    /** @param arguments the connection file that Jupyter wrote, or the installer's options */
    public static void main(String[] arguments) throws Exception {
        Logger.getLogger("Jupyter").setLevel(Level.WARNING);
        if (arguments.length != 1 || arguments[0].startsWith("--")) {
            System.exit(install(arguments));
        }
        runKernel(Path.of(arguments[0]));
    }

    private static int install(String[] arguments) throws Exception {
        if (List.of(arguments).contains("--trial-run")) {
            TrialRun.run();
            return 0;
        }
        if (List.of(arguments).contains("--trial-picture")) {
            TrialRun.measure();
            return 0;
        }
        Path jar = Path.of(
                Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        return Installer.run(List.of(arguments), jar, System.out, System.err);
    }

    private static void runKernel(Path connectionFile) throws IOException, GeneralSecurityException {
        ParentWatch.start(System.getenv());
        KernelConnectionProperties address = KernelConnectionProperties.parse(Files.readString(connectionFile));
        CellOutput output = new CellOutput(System.err);
        KernelConnection connection = new KernelConnection(address, output);
        connection.beatHeart();
        CellwiseKernel kernel = new CellwiseKernel(KernelSettings.from(System.getenv()), output);
        System.setOut(output.open(StreamType.OUT));
        System.setErr(output.open(StreamType.ERR));
        System.setIn(kernel.input());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> connection.sayLastWords(output)));
        kernel.run(connection);
        System.exit(0);
    }
}
