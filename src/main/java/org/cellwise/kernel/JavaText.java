package org.cellwise.kernel;

/** Reads Java text without recursion, whatever its length. */
final class JavaText {

    private JavaText() {}

    /** The first position from {@code at} on that is neither white space nor a comment. */
    static int afterSpace(String text, int at) {
        int position = at;
        while (position < text.length()) {
            int next = Character.isWhitespace(text.charAt(position)) ? position + 1 : afterComment(text, position);
            if (next == position) {
                break;
            }
            position = next;
        }
        return position;
    }

    private static int afterComment(String text, int at) {
        if (text.startsWith("//", at)) {
            int end = text.indexOf('\n', at);
            return end < 0 ? text.length() : end + 1;
        }
        if (text.startsWith("/*", at)) {
            int end = text.indexOf("*/", at + 2);
            return end < 0 ? at : end + 2;
        }
        return at;
    }
}
