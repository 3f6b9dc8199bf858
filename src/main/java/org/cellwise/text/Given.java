package org.cellwise.text;

/** Refuses what a cell has not given. */
public final class Given {
    private Given() {}

    /**
     * The value, which must be there.
     *
     * @param who asks for it, {@code watch}
     * @param what is expected, {@code a trainer, as trainer(net, loss, optimizer) makes it}
     * @throws IllegalArgumentException if it is null
     */
    public static <T> T require(T value, String who, String what) {
        if (value == null) {
            throw new IllegalArgumentException(
                    who + " expects " + what + ", but got null: run the cell that makes it, and look at what it gave");
        }
        return value;
    }
}
