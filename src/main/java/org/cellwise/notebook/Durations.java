package org.cellwise.notebook;

/** Times as people say them. */
final class Durations {
    private Durations() {}

    /** {@code 0.4 s}, {@code 12 s}, {@code 3 min 20 s}, {@code 2 h 5 min}. */
    static String text(double seconds) {
        if (seconds < 9.95) {
            return Math.round(seconds * 10) / 10.0 + " s";
        }
        long whole = Math.round(seconds);
        if (whole < 60) {
            return whole + " s";
        }
        long minutes = whole / 60;
        return minutes < 60 ? minutes + " min " + whole % 60 + " s" : minutes / 60 + " h " + minutes % 60 + " min";
    }
}
