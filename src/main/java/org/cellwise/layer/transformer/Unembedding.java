package org.cellwise.layer.transformer;

import java.util.List;
import org.cellwise.layer.Description;
import org.cellwise.layer.Layer;
import org.cellwise.layer.Scope;
import org.cellwise.layer.Weight;
import org.cellwise.op.Ops;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Shape;
import org.cellwise.text.Names;

/**
 * One logit for each entry of an embedding, by the embedding's own table: y = x Wᵀ (Press and Wolf, 2017). Input (…,
 * width), output (…, entries). It has no parameters of its own.
 *
 * @param embedding name of the layer whose table it is, such as {@code embedding_1}; null for the only embedding before
 *     it
 */
public record Unembedding(String embedding) implements Layer {
    private static final String ANY = "(.*\\.)?embedding_\\d+\\.weight";

    @Override
    public String kind() {
        return "unembedding";
    }

    @Override
    public boolean isStepwise() {
        return true;
    }

    @Override
    public Description describe() {
        return Description.of(this).words("unembedding", embedding == null ? "" : "of " + embedding);
    }

    @Override
    public Forward build(Scope scope, Shape input) {
        Weight table = scope.declared(embedding == null ? only(scope) : embedding + ".weight");
        Shape shape = table.parameter().shape();
        if (shape.rank() != 2 || input.rank() < 1 || input.last() != shape.last()) {
            throw new IllegalArgumentException(
                    "unembedding by " + table.parameter().name() + " (" + shape
                            + ") expects " + shape.last() + " numbers at each place, but each row has shape " + input
                            + ": put dense(" + shape.last() + ") before it");
        }
        Op op = Ops.linearTransposed();
        return x -> x.tape().apply(op, x, table.on(x.tape()));
    }

    private static String only(Scope scope) {
        List<String> found =
                scope.declared().stream().filter(name -> name.matches(ANY)).toList();
        if (found.size() != 1) {
            throw new IllegalArgumentException("unembedding() expects one embedding before it, but there "
                    + (found.isEmpty()
                            ? "is none: put embedding(…) first, or end in dense(…)"
                            : "are " + Names.list(found) + ": name the layer, as in unembedding(\"embedding_1\")"));
        }
        return found.get(0);
    }
}
