package org.cellwise.chart.picture;

/** Keeps AWT from looking for a screen. */
public final class Headless {
    private Headless() {}

    /** Sets {@code java.awt.headless} unless it is set; to be called before anything of AWT is touched. */
    public static void prefer() {
        if (System.getProperty("java.awt.headless") == null) {
            System.setProperty("java.awt.headless", "true");
        }
    }
}
