package org.cellwise.kernel;

import java.util.ArrayList;
import java.util.List;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import org.cellwise.kernel.magic.JavaText;

/**
 * The text of a cell.
 *
 * @param cell its execution count
 * @param original what was typed
 * @param java the same, magics translated; line by line the same as {@code original}
 */
record CellSource(int cell, String original, String java) {

    private static final String NON_SEALED = "non-sealed"; // JShell on JDK 17 takes it for a subtraction

    /** @param translated the cell, magics translated */
    static CellSource of(int cell, String original, String translated) {
        return new CellSource(cell, original, JavaText.withPublicRecordConstructors(translated));
    }

    /**
     * One declaration or statement.
     *
     * @param text without the space and comments before it, which would move the lines that JShell counts
     * @param offset of the text in the cell
     */
    record Piece(String text, int offset) {}

    /** Where a snippet stands. */
    record Place(CellSource source, int offset) {}

    /** The cell's declarations and statements; the last one is whatever JShell cannot make out. */
    List<Piece> pieces(SourceCodeAnalysis analysis) {
        List<Piece> pieces = new ArrayList<>();
        int at = JavaText.afterSpace(java, 0);
        while (at < java.length()) {
            String rest = java.substring(at);
            int skipped = rest.startsWith(NON_SEALED) ? NON_SEALED.length() : 0;
            CompletionInfo info = analysis.analyzeCompletion(rest.substring(skipped));
            if (info.completeness() == Completeness.EMPTY) {
                break;
            }
            boolean complete = info.completeness().isComplete();
            pieces.add(new Piece(complete ? rest.substring(0, skipped) + info.source() : rest, at));
            int end = complete ? java.length() - info.remaining().length() : java.length();
            at = JavaText.afterSpace(java, end);
        }
        return pieces;
    }
}
