package org.cellwise.notebook;

import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;

/** JJava finds this by itself when our jar comes to the class path; no other kernel loads it. */
public final class CellwiseExtension implements Extension {
    @Override
    public void install(BaseKernel kernel) {
        ReflectedKernel.of("JJava", kernel).ifPresent(Bridge::install);
    }
}
