package org.cellwise.kernel;

import java.util.ArrayList;
import java.util.List;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

/**
 * The text of a cell.
 *
 * @param cell its execution count
 * @param original what was typed
 * @param java the same, magics translated; line by line the same as {@code original}
 */
record CellSource(int cell, String original, String java) {

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
            CompletionInfo info = analysis.analyzeCompletion(rest);
            if (info.completeness() == Completeness.EMPTY) {
                break;
            }
            boolean complete = info.completeness().isComplete();
            pieces.add(new Piece(complete ? info.source() : rest, at));
            int end = complete ? java.length() - info.remaining().length() : java.length();
            at = JavaText.afterSpace(java, end);
        }
        return pieces;
    }
}
