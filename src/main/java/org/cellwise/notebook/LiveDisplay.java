package org.cellwise.notebook;

import java.util.UUID;

/** A place in a notebook whose content is replaced as time goes by. */
public interface LiveDisplay {
    /**
     * Shows the content, in place of what was shown here before.
     *
     * @return whether it was sent; never throws
     */
    boolean show(MimeBundle content);

    /** A new place below the running cell; without a kernel, one that shows nothing. */
    static LiveDisplay open() {
        return Kernel.running().map(LiveDisplay::in).orElse(content -> false);
    }

    /** A new place in a kernel's notebook. */
    private static LiveDisplay in(Kernel kernel) {
        return new KernelDisplay(kernel, UUID.randomUUID().toString());
    }
}
