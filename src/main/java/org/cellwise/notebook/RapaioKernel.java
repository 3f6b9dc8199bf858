package org.cellwise.notebook;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.rapaio.jupyter.kernel.MainApp;
import org.rapaio.jupyter.kernel.display.DisplayData;
import org.rapaio.jupyter.kernel.display.DisplaySystem;

/**
 * The kernel rapaio-jupyter-kernel. It finds {@link RapaioDisplays} by itself; from here displays are sent to it.
 *
 * @param show takes what is to be shown now
 * @param replace takes what replaces the display of its id
 * @param attached tells whether a cell is running
 */
record RapaioKernel(Consumer<DisplayData> show, Consumer<DisplayData> replace, BooleanSupplier attached)
        implements Kernel {
    private static final String PROGRAM = "org.rapaio.jupyter.kernel.MainApp";

    /** The kernel of this process. Its class makes a kernel as soon as it is touched, so the program is looked for first. */
    static Optional<Kernel> running() {
        boolean isProgram = Thread.getAllStackTraces().values().stream()
                .flatMap(Arrays::stream)
                .anyMatch(call -> call.getClassName().equals(PROGRAM)
                        && call.getMethodName().equals("main"));
        return isProgram ? Optional.of(inProgram()) : Optional.empty();
    }

    private static Kernel inProgram() {
        var kernel = MainApp.kernel;
        return new RapaioKernel(
                kernel::display,
                kernel::updateDisplay,
                () -> kernel.channels() != null && kernel.channels().hasMsgId());
    }

    @Override
    public String name() {
        return "rapaio-jupyter-kernel";
    }

    /** Our jar may have come to the class path without the kernel looking for displays in it. */
    @Override
    public void useOurRenderer() {
        MimeBundle probe = MimeBundle.text("a bundle");
        if (!probe.plain().equals(DisplaySystem.inst().render(probe).data().get("text/plain"))) {
            DisplaySystem.inst().refreshSpiDisplayHandlers();
        }
    }

    @Override
    public void display(Object value, String id) {
        DisplayData data = RapaioDisplays.bundle(value)
                .map(RapaioDisplays::data)
                .orElseGet(() -> DisplaySystem.inst().render(value));
        if (id != null) {
            data.setDisplayId(id);
        }
        show.accept(data);
    }

    @Override
    public void update(String id, MimeBundle bundle) {
        DisplayData data = RapaioDisplays.data(bundle);
        data.setDisplayId(id);
        replace.accept(data);
    }

    @Override
    public boolean isAttached() {
        return attached.getAsBoolean();
    }
}
