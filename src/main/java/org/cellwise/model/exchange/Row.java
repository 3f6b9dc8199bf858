package org.cellwise.model.exchange;

import java.util.List;
import java.util.stream.Collectors;
import org.cellwise.model.arrays.NamedArray;
import org.cellwise.tensor.Parameter;

/**
 * What one parameter becomes.
 *
 * @param pieces the arrays it is made of, side by side; none where none was found, or it is to stay as it is
 * @param note what else is to be said, such as what was looked for
 * @param stays whether it keeps the numbers that it has
 */
public record Row(Parameter ours, List<Piece> pieces, String note, boolean stays) {
    public Row {
        pieces = List.copyOf(pieces);
    }

    static Row of(Parameter ours, Piece piece) {
        return new Row(ours, List.of(piece), "", false);
    }

    static Row of(Parameter ours, List<Piece> pieces) {
        return new Row(ours, pieces, "", false);
    }

    static Row nothing(Parameter ours, String note) {
        return new Row(ours, List.of(), note, false);
    }

    static Row staying(Parameter ours) {
        return new Row(ours, List.of(), "", true);
    }

    Row note(String text) {
        return new Row(ours, pieces, text, stays);
    }

    boolean isMissing() {
        return pieces.isEmpty() && !stays;
    }

    /** The arrays that it becomes. */
    List<NamedArray> theirs() {
        return pieces.stream().map(Piece::theirs).filter(array -> array != null).toList();
    }

    /** What it becomes, in words. */
    String source() {
        String ending = note.isEmpty() ? "" : "; " + note;
        if (stays) {
            return "stays as it is";
        }
        if (pieces.isEmpty()) {
            return "nothing" + ending;
        }
        Conversion how = pieces.get(0).how();
        boolean alike = pieces.stream().allMatch(piece -> piece.how().equals(how));
        String arrays = pieces.stream()
                .map(piece -> (piece.theirs() == null ? piece.how() : piece.theirs())
                        + (alike || piece.theirs() == null ? "" : " " + piece.how()))
                .collect(Collectors.joining(" | "));
        boolean plain = pieces.get(0).theirs() == null;
        return arrays + (alike && !plain ? ", " + how : "") + (pieces.size() > 1 ? ", side by side" : "") + ending;
    }
}
