package org.cellwise.course;

/**
 * What is said of an answer.
 *
 * @param right whether it is right
 * @param words what is right or wrong about it, in a sentence or two
 */
public record Verdict(boolean right, String words) {
    static Verdict right(String words) {
        return new Verdict(true, words);
    }

    static Verdict wrong(String words) {
        return new Verdict(false, words);
    }

    /** {@code Right. …} or {@code Not yet. …}. */
    @Override
    public String toString() {
        return (right ? "Right. " : "Not yet. ") + words;
    }
}
