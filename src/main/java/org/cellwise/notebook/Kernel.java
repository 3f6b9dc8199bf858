package org.cellwise.notebook;

import java.util.Optional;

/** The kernel that runs the notebook. */
interface Kernel {
    /** What people call it. */
    String name();

    /** Lets the kernel show values of ours, and of every type, through our renderer; doing so again changes nothing. */
    void useOurRenderer() throws ReflectiveOperationException;

    /** Shows a value now; with an id it can be updated later. */
    void display(Object value, String id) throws ReflectiveOperationException;

    /** Replaces what was shown under an id. */
    void update(String id, MimeBundle bundle) throws ReflectiveOperationException;

    /** Whether a cell is running that displays belong to; outside of one the kernel drops them. */
    boolean isAttached() throws ReflectiveOperationException;

    /** What keeps widgets in step, where the kernel has that. */
    default Optional<WidgetHost> widgets() {
        return Optional.empty();
    }

    /** The kernel of this process, if there is one. */
    static Optional<Kernel> running() {
        return ReflectedKernel.running().or(Kernel::rapaio);
    }

    private static Optional<Kernel> rapaio() {
        try {
            return RapaioKernel.running();
        } catch (LinkageError notThere) {
            return Optional.empty();
        }
    }
}
