package org.cellwise.notebook;

import org.cellwise.chart.picture.Headless;

/** Joins us to the kernel that runs, if one does. */
public final class Bridge {
    private Bridge() {}

    /**
     * Makes the running kernel show our values as a cell's last expression. Does nothing without a kernel, nothing the
     * second time, and never fails: at worst values appear as text.
     *
     * @return whether a kernel uses our renderer now
     */
    public static boolean install() {
        return Kernel.running().map(Bridge::install).orElse(false);
    }

    /** Draws a first chart for nobody, in the background: Java's graphics take most of a second to start. */
    public static void warmUp() {
        Thread drawing = new Thread(() -> Renderer.render(new double[][] {{-1, 1}}), "warm-up");
        drawing.setDaemon(true);
        drawing.setPriority(Thread.MIN_PRIORITY);
        drawing.start();
    }

    static boolean install(Kernel kernel) {
        try {
            Headless.prefer();
            kernel.useOurRenderer();
            return true;
        } catch (Throwable unlikeAnyKernelWeKnow) { // a notebook that shows text is better than one that ends here
            return false;
        }
    }
}
