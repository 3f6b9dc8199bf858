package org.cellwise.kernel.magic;

/** Reads Java text token by token, without recursion, whatever its length. */
public final class JavaText {

    private JavaText() {}

    /** The first position from {@code at} on that is neither white space nor a comment. */
    public static int afterSpace(String text, int at) {
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

    /** The end of the comment that begins at {@code at}; {@code at} when none does. One that is never closed ends the text. */
    static int afterComment(String text, int at) {
        if (text.startsWith("//", at)) {
            return lineEnd(text, at);
        }
        return text.startsWith("/*", at) ? after(text, "*/", at + 2) : at;
    }

    /** The end of the comment, string, text block or character that begins at {@code at}; {@code at} when none does. */
    public static int afterLiteral(String text, int at) {
        char first = at < text.length() ? text.charAt(at) : ' ';
        if (first == '/') {
            return afterComment(text, at);
        }
        if (text.startsWith("\"\"\"", at)) {
            int position = at + 3;
            while (position < text.length() && !text.startsWith("\"\"\"", position)) {
                position += text.charAt(position) == '\\' ? 2 : 1;
            }
            return Math.min(text.length(), position + 3);
        }
        if (first == '"' || first == '\'') {
            int end = lineEnd(text, at);
            int position = at + 1;
            while (position < end && text.charAt(position) != first) {
                position += text.charAt(position) == '\\' ? 2 : 1;
            }
            return Math.min(end, position + 1);
        }
        return at;
    }

    private static int lineEnd(String text, int at) {
        int end = text.indexOf('\n', at);
        return end < 0 ? text.length() : end;
    }

    private static int after(String text, String closing, int from) {
        int end = text.indexOf(closing, from);
        return end < 0 ? text.length() : end + closing.length();
    }

    /**
     * The text with its records' constructors made public, as JShell makes the records themselves. Lines stay lines, and an
     * indented line its length.
     */
    public static String withPublicRecordConstructors(String text) {
        StringBuilder result = new StringBuilder(text);
        int at = 0;
        int added = 0;
        while (at < text.length()) {
            int next = afterLiteral(text, at);
            if (next == at && Character.isJavaIdentifierStart(text.charAt(at))) {
                next = afterWord(text, at);
                if (text.substring(at, next).equals("record")) {
                    int name = afterSpace(text, next);
                    int open = afterSpace(text, afterWord(text, name));
                    if (name > next && open < text.length() && "(<".indexOf(text.charAt(open)) >= 0) {
                        added += publish(text, text.substring(name, afterWord(text, name)), open, result, added);
                    }
                }
            }
            at = Math.max(next, at + 1);
        }
        return result.toString();
    }

    /** Within one record, from the brackets of its header on; returns by how much the text has grown. */
    private static int publish(String text, String name, int header, StringBuilder result, int before) {
        int depth = 0; // of braces
        int round = 0; // of all other brackets
        int added = 0;
        String previous = "{";
        int at = header;
        while (at < text.length()) {
            int next = afterLiteral(text, at);
            char c = text.charAt(at);
            if (next == at && Character.isJavaIdentifierStart(c)) {
                next = afterWord(text, at);
                int follows = afterSpace(text, next);
                boolean constructor = depth == 1
                        && round == 0
                        && text.substring(at, next).equals(name)
                        && follows < text.length()
                        && "({".indexOf(text.charAt(follows)) >= 0
                        && "{};)".contains(previous); // not public, nor the type of a method
                if (constructor) {
                    added += insertPublic(result, at + before + added);
                }
                previous = text.substring(at, next);
            } else if (next == at && !Character.isWhitespace(c)) {
                depth += c == '{' ? 1 : c == '}' ? -1 : 0;
                round += c == '(' ? 1 : c == ')' ? -1 : 0;
                previous = String.valueOf(c);
                if (c == '}' && depth == 0 || c == ';' && depth == 0) {
                    return added;
                }
            }
            at = Math.max(next, at + 1);
        }
        return added;
    }

    private static int insertPublic(StringBuilder text, int at) {
        String word = "public ";
        int indent = Math.max(0, at - word.length());
        if (text.substring(indent, at).equals(" ".repeat(word.length()))) {
            text.replace(indent, at, word);
            return 0;
        }
        text.insert(at, word);
        return word.length();
    }

    private static int afterWord(String text, int at) {
        int end = at;
        while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
            end++;
        }
        return end;
    }
}
