package org.cellwise.file;

/** What is in a file cannot be read, with the place and the reason. */
public final class FileFormatException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final boolean damage;

    public FileFormatException(String message) {
        this(message, null);
    }

    public FileFormatException(String message, Throwable cause) {
        this(message, cause, false);
    }

    private FileFormatException(String message, Throwable cause, boolean damage) {
        super(message, cause);
        this.damage = damage;
    }

    /** A file of ours that holds other bytes than those that were written. */
    static FileFormatException damaged(Object file) {
        return new FileFormatException(
                file + " is damaged, or was not written to its end: its checksum is not that of what it holds",
                null,
                true);
    }

    /** Whether the file was one of ours, and is no longer what was written. */
    public boolean isDamage() {
        return damage;
    }
}
