package org.cellwise.kernel.assist;

/** The indent that a console proposes for the next line. */
public final class Indent {

    private static final String STEP = "    ";

    private Indent() {}

    /** That of the last line, one step deeper when it opens more brackets than it closes. */
    public static String after(String code) {
        String last = code.substring(code.lastIndexOf('\n') + 1);
        String indent = last.substring(0, last.length() - last.stripLeading().length());
        int open = 0;
        for (char c : last.toCharArray()) {
            open += "({[".indexOf(c) >= 0 ? 1 : ")}]".indexOf(c) >= 0 ? -1 : 0;
        }
        return open > 0 ? indent + STEP : indent;
    }
}
