package org.cellwise.kernel.install;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The computer as the installer sees it: where Jupyter keeps kernels on it.
 *
 * @param system as in the property {@code os.name}
 * @param environment variables
 * @param home the user's folder as Java knows it
 */
record Machine(String system, Map<String, String> environment, Path home) {

    static Machine thisOne() {
        return new Machine(System.getProperty("os.name"), System.getenv(), Path.of(System.getProperty("user.home")));
    }

    boolean isWindows() {
        return system.startsWith("Windows");
    }

    boolean isMac() {
        return system.startsWith("Mac");
    }

    /** The kernels of this user, in Jupyter's data folder. */
    Path userKernels() {
        return userData().resolve("kernels");
    }

    private Path userData() {
        Optional<Path> jupyter = variable("JUPYTER_DATA_DIR");
        if (jupyter.isPresent()) {
            return jupyter.get();
        }
        if (isMac()) {
            return jupytersHome().resolve("Library").resolve("Jupyter");
        }
        if (isWindows()) {
            return variable("APPDATA")
                    .orElse(home.resolve("AppData").resolve("Roaming"))
                    .resolve("jupyter");
        }
        return variable("XDG_DATA_HOME")
                .orElse(jupytersHome().resolve(".local").resolve("share"))
                .resolve("jupyter");
    }

    /** Python believes the variable HOME, which Java does not read. */
    private Path jupytersHome() {
        return isWindows() ? home : variable("HOME").orElse(home);
    }

    /** The kernels of a Python installation. */
    static Path kernelsIn(Path prefix) {
        return prefix.resolve("share").resolve("jupyter").resolve("kernels");
    }

    /** The virtual or Conda environment that is active. */
    Optional<Path> environmentPrefix() {
        return variable("VIRTUAL_ENV").or(() -> variable("CONDA_PREFIX"));
    }

    /** Every folder in which Jupyter may find kernels, the nearest first. */
    List<Path> allKernels() {
        List<Path> folders = new ArrayList<>(List.of(userKernels()));
        environmentPrefix().ifPresent(prefix -> folders.add(kernelsIn(prefix)));
        if (isWindows()) {
            variable("PROGRAMDATA")
                    .ifPresent(data -> folders.add(data.resolve("jupyter").resolve("kernels")));
        } else {
            folders.add(kernelsIn(Path.of("/usr/local")));
            folders.add(kernelsIn(Path.of("/usr")));
        }
        return folders;
    }

    /** Whether the command {@code name} can be typed, or is in the environment that Cellwise's scripts make. */
    boolean hasCommand(String name) {
        List<Path> folders = new ArrayList<>();
        for (String folder : environment.getOrDefault("PATH", "").split(isWindows() ? ";" : ":")) {
            if (!folder.isBlank()) {
                folders.add(Path.of(folder));
            }
        }
        environmentPrefix().ifPresent(prefix -> folders.add(prefix.resolve("bin")));
        folders.add(variable("XDG_DATA_HOME")
                .orElse(jupytersHome().resolve(".local").resolve("share"))
                .resolve("cellwise/venv/bin"));
        return folders.stream()
                .anyMatch(folder -> Files.isExecutable(folder.resolve(name))
                        || Files.isExecutable(folder.resolve(name + ".exe"))
                        || Files.isExecutable(folder.resolve(name + ".bat")));
    }

    private Optional<Path> variable(String name) {
        String value = environment.getOrDefault(name, "");
        return value.isBlank() ? Optional.empty() : Optional.of(Path.of(value));
    }
}
