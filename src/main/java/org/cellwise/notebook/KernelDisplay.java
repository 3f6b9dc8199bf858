package org.cellwise.notebook;

/** A display in a kernel's notebook: shown once under an id of its own, then updated. */
final class KernelDisplay implements LiveDisplay {
    private final Kernel kernel;
    private final String id;
    private boolean shown;

    KernelDisplay(Kernel kernel, String id) {
        this.kernel = kernel;
        this.id = id;
    }

    @Override
    public boolean show(MimeBundle content) {
        return Publishing.guarded(() -> {
            if (!kernel.isAttached()) {
                throw new IllegalStateException("No cell is running that the display belongs to");
            }
            if (shown) {
                kernel.update(id, content);
            } else {
                kernel.display(content, id);
                shown = true;
            }
        });
    }
}
