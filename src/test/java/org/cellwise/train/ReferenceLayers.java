package org.cellwise.train;

import org.cellwise.layer.Layer;
import org.cellwise.layer.activation.Activation;
import org.cellwise.op.Ops;
import org.cellwise.tensor.Op;

/** Activations by the names of reference cases. */
final class ReferenceLayers {
    private ReferenceLayers() {}

    static Layer activation(String name) {
        Op op = switch (name) {
            case "sigmoid" -> Ops.sigmoid();
            case "tanh" -> Ops.tanh();
            case "relu" -> Ops.relu(0);
            case "elu" -> Ops.elu(1);
            case "selu" -> Ops.selu();
            case "gelu_erf" -> Ops.gelu();
            case "gelu_tanh" -> Ops.geluTanh();
            case "silu" -> Ops.silu();
            case "softplus" -> Ops.softplus();
            default -> throw new IllegalArgumentException("Unknown activation " + name);
        };
        return new Activation(name, op, 1);
    }
}
