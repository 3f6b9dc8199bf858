package org.cellwise.kernel.install;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cellwise.notebook.Doctor;

/** The command line of the kernel's jar: {@code --install}, {@code --extend}, {@code --uninstall}, {@code --doctor}. */
public final class Installer {

    static final String JAR = "cellwise-kernel.jar";
    private static final String NAME = "cellwise";
    private static final String SIBLING = NAME + "-";

    private final Machine machine;
    private final Path jar;
    private final PrintStream out;

    Installer(Machine machine, Path jar, PrintStream out) {
        this.machine = machine;
        this.jar = jar;
        this.out = out;
    }

    /**
     * Does what the arguments ask and says what it did.
     *
     * @param arguments see {@code --help}
     * @param jar the kernel's jar, which is copied
     * @return the exit code: 0 when all is well
     */
    public static int run(List<String> arguments, Path jar, PrintStream out, PrintStream err) {
        try {
            Machine machine = Machine.thisOne();
            new Installer(machine, jar, out).run(Options.parse(arguments, machine));
            return 0;
        } catch (InstallException e) {
            err.println(e.getMessage());
        } catch (IOException e) {
            err.println("Nothing was installed: " + e);
        }
        return 1;
    }

    void run(Options options) throws IOException {
        switch (options.action()) {
            case HELP -> out.print(Options.HELP);
            case INSTALL -> install(options);
            case EXTEND -> extend(options);
            case UNINSTALL -> uninstall(options.kernels());
            case DOCTOR -> doctor();
            case WHEEL -> wheel(options.kernels());
        }
    }

    private void install(Options options) throws IOException {
        check(options, options.kernels());
        requireJar();
        Path target = options.kernels().resolve(options.preview() ? SIBLING + "preview" : NAME);
        KernelSpec spec = KernelSpec.bundled(java(), target);
        if (options.preview()) {
            spec = spec.withPreview();
        }
        KernelFolder folder =
                new KernelFolder(target, spec.text()).with(jar, JAR).with(Logo.files());
        if (folder.isInPlace()) {
            out.println(spec.displayName() + " is already installed in " + target + "; nothing was changed.");
            return;
        }
        folder.write();
        boolean quick = StartArchive.make(spec, target);
        out.println("Installed " + spec.displayName() + " in " + target
                + (quick ? "" : " (without the archive for a quick start)"));
    }

    private void extend(Options options) throws IOException {
        Path original = findKernel(options);
        Path kernels = options.kernels() == null ? original.getParent() : options.kernels();
        check(options, kernels);
        Path library = libraryJar();
        Path target = kernels.resolve(SIBLING + original.getFileName());
        KernelSpec spec =
                KernelSpec.read(original.resolve(KernelSpec.FILE)).sibling(original, target.resolve(NAME + "-all.jar"));
        KernelFolder folder = new KernelFolder(target, spec.text()).with(library, NAME + "-all.jar");
        if (folder.isInPlace()) {
            out.println(spec.displayName() + " is already installed in " + target + "; nothing was changed.");
        } else {
            folder.write();
            out.println("Installed " + spec.displayName() + " in " + target);
        }
    }

    // by the name of its folder, or else by what the kernel is called
    private Path findKernel(Options options) throws IOException {
        List<Path> folders = new ArrayList<>(machine.allKernels());
        if (options.kernels() != null) {
            folders.add(0, options.kernels());
        }
        Path called = null;
        List<String> others = new ArrayList<>();
        for (Path kernel : allKernelsIn(folders)) {
            Optional<KernelSpec.Host> host = readable(kernel).flatMap(KernelSpec::host);
            if (host.isPresent() && (options.extend().isEmpty() || kernel.endsWith(options.extend()))) {
                return kernel;
            }
            if (host.isPresent() && called == null && host.get().isCalled(options.extend())) {
                called = kernel;
            }
            others.add(kernel.getFileName().toString());
        }
        if (called != null) {
            return called;
        }
        throw new InstallException("There is no IJava, JJava or rapaio-jupyter-kernel"
                + (options.extend().isEmpty() ? "" : " called " + options.extend()) + " in " + folders + ", only "
                + others
                + ": name one that jupyter kernelspec list shows, or use --install");
    }

    /** What a kernel's folder says; a folder that another program has spoiled is named and left out. */
    private Optional<KernelSpec> readable(Path kernel) {
        try {
            return Optional.of(KernelSpec.read(kernel.resolve(KernelSpec.FILE)));
        } catch (IOException e) {
            out.println("Left out: " + e.getMessage());
            return Optional.empty();
        }
    }

    private void wheel(Path folder) throws IOException {
        requireJar();
        out.println("Wrote " + Wheel.of(jar, Doctor.version()).write(folder) + "; install it with: pip install FILE");
    }

    private void requireJar() {
        if (!Files.isRegularFile(jar)) {
            throw new InstallException(jar + " is no jar: build it with mvn package, then run java -jar …-kernel.jar");
        }
    }

    private void doctor() {
        out.println(Doctor.examine());
        for (Path kernel : allKernelsIn(machine.allKernels())) {
            readable(kernel)
                    .filter(spec -> spec.isOurs() || spec.host().isPresent())
                    .ifPresent(spec -> out.println("Kernel in " + kernel + ": " + spec.displayName() + ", by "
                            + spec.argv().get(0) + (spec.hasVectors() ? " with" : " without") + " the Vector API"));
        }
    }

    private List<Path> allKernelsIn(List<Path> folders) {
        List<Path> kernels = new ArrayList<>();
        for (Path folder : folders) {
            try {
                kernels.addAll(kernelsIn(folder));
            } catch (IOException e) {
                out.println("Left out: " + folder + " cannot be read: " + e);
            }
        }
        return kernels;
    }

    private Path libraryJar() {
        String name = jar.getFileName().toString().replace("-kernel.jar", "-all.jar");
        Path library = jar.resolveSibling(name);
        if (!Files.isRegularFile(library) || library.equals(jar)) {
            throw new InstallException(
                    "Expected the library " + name + " beside " + jar + ": build both with mvn package");
        }
        return library;
    }

    private void uninstall(Path kernels) throws IOException {
        int removed = 0;
        for (Path kernel : kernelsIn(kernels)) {
            String name = kernel.getFileName().toString();
            if ((name.equals(NAME) || name.startsWith(SIBLING))
                    && readable(kernel).filter(KernelSpec::isOurs).isPresent()) {
                KernelFolder.delete(kernel);
                out.println("Removed " + kernel);
                removed++;
            }
        }
        if (removed == 0) {
            out.println("Nothing of Cellwise is installed in " + kernels + "; nothing was changed.");
        }
    }

    private static List<Path> kernelsIn(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> kernels = Files.list(folder)) {
            return kernels.filter(kernel -> Files.isRegularFile(kernel.resolve(KernelSpec.FILE)))
                    .sorted()
                    .toList();
        }
    }

    private void check(Options options, Path kernels) {
        List<String> missing = new ArrayList<>(options.check() ? Requirements.missing(machine) : List.of());
        String denied = Requirements.notWritable(kernels);
        if (denied != null) {
            missing.add(denied);
        }
        if (!missing.isEmpty()) {
            throw new InstallException("Nothing was changed. The kernel needs\n  - " + String.join("\n  - ", missing));
        }
    }

    private Path java() {
        String name = machine.isWindows() ? "java.exe" : "java";
        return Path.of(System.getProperty("java.home"), "bin", name);
    }
}
