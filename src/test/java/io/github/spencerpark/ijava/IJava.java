package io.github.spencerpark.ijava;

import io.github.spencerpark.jupyter.kernel.BaseKernel;

/** Where IJava keeps its kernel; IJava itself is on no registry. */
public final class IJava {
    private static BaseKernel kernel;

    private IJava() {}

    public static BaseKernel getKernelInstance() {
        return kernel;
    }

    /** What its {@code main} does; null when the kernel ends. */
    public static void run(BaseKernel started) {
        kernel = started;
    }
}
