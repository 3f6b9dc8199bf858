package org.cellwise.kernel.install;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * What a person typed.
 *
 * @param extend the kernel to make a sibling of; empty for any; null unless {@code action} is {@code EXTEND}
 * @param kernels the folder that holds kernels, or that the wheel goes into; null for wherever the kernel to extend is
 * @param preview whether cells may use preview features of Java, by a kernel of their own
 * @param check whether to look for what is missing first
 */
record Options(Action action, String extend, Path kernels, boolean preview, boolean check) {

    enum Action {
        INSTALL,
        EXTEND,
        UNINSTALL,
        DOCTOR,
        WHEEL,
        HELP
    }

    static final String HELP = """
            Installs the Jupyter kernel "Java (Cellwise)".

              --install        install it (the default)
              --preview        install a second one, in which cells may use preview features of this Java
              --extend [NAME]  add a sibling of the IJava, JJava or rapaio kernel NAME, with Cellwise on its class path
              --uninstall      remove what the other two made
              --wheel DIR      write a Python wheel into DIR, which installs the kernel by pip
              --doctor         say what a report of a fault needs to say of this machine; changes nothing

              --user           for this user (the default outside of a virtual environment)
              --sys-prefix     in the active virtual or Conda environment (the default inside of one)
              --prefix DIR     in DIR/share/jupyter/kernels
              --no-checks      install even if something that it needs is missing
            """;

    static Options parse(List<String> arguments, Machine machine) {
        Deque<String> rest = new ArrayDeque<>(arguments);
        Action action = Action.INSTALL;
        String extend = null;
        Path kernels = null;
        boolean preview = false;
        boolean check = true;
        while (!rest.isEmpty()) {
            String argument = rest.remove();
            switch (argument) {
                case "--install" -> action = Action.INSTALL;
                case "--preview" -> preview = true;
                case "--uninstall" -> action = Action.UNINSTALL;
                case "--doctor" -> action = Action.DOCTOR;
                case "--wheel" -> {
                    action = Action.WHEEL;
                    kernels = folder(argument, rest);
                }
                case "--help", "-h" -> action = Action.HELP;
                case "--extend" -> {
                    action = Action.EXTEND;
                    extend = rest.isEmpty() || rest.peek().startsWith("-") ? "" : rest.remove();
                }
                case "--user" -> kernels = machine.userKernels();
                case "--sys-prefix" ->
                    kernels = Machine.kernelsIn(
                            machine.environmentPrefix()
                                    .orElseThrow(
                                            () -> new InstallException(
                                                    "--sys-prefix expects an active virtual environment, but"
                                                            + " neither VIRTUAL_ENV nor CONDA_PREFIX is set: activate one, or use --prefix DIR")));
                case "--prefix" -> kernels = Machine.kernelsIn(folder(argument, rest));
                case "--no-checks" -> check = false;
                default -> throw new InstallException("There is no option " + argument + ".\n\n" + HELP);
            }
        }
        if (kernels == null && action != Action.EXTEND) {
            kernels = machine.environmentPrefix().map(Machine::kernelsIn).orElse(machine.userKernels());
        }
        return new Options(action, extend, kernels, preview, check);
    }

    private static Path folder(String option, Deque<String> rest) {
        if (rest.isEmpty()) {
            throw new InstallException(option + " expects a folder: " + option + " DIR");
        }
        return Path.of(rest.remove()).toAbsolutePath().normalize();
    }
}
