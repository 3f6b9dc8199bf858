package org.cellwise.model.rebuild;

import java.util.Map;
import org.cellwise.file.Fields;
import org.cellwise.file.FileFormatException;
import org.cellwise.layer.Description;
import org.cellwise.text.Names;

/** Keras's activations, as layers and as names within other layers. */
final class KerasActivations {
    private KerasActivations() {}

    /** A layer that is an activation; null for others. */
    static Description layer(String type, Fields config) {
        String what = "the layer " + type;
        return switch (type) {
            case "Activation" -> {
                Description named = named(what, config.value("activation"));
                yield named == null ? Kind.of("sequential") : named;
            }
            case "ReLU" -> {
                boolean usual = !config.has("max_value")
                        && (!config.has("negative_slope") || config.number("negative_slope") == 0)
                        && (!config.has("threshold") || config.number("threshold") == 0);
                if (!usual) {
                    throw new FileFormatException(
                            what + " has a largest value, a slope or a threshold, which relu() has not");
                }
                yield Kind.relu(0);
            }
            case "LeakyReLU" -> Kind.of("leaky_relu", "alpha", config.number("negative_slope"));
            case "ELU" -> Kind.of("elu", "alpha", config.number("alpha"));
            case "Softmax" -> {
                if (!config.value("axis").equals(-1L)) {
                    throw new FileFormatException(what + " is over another axis than the last");
                }
                yield Kind.of("softmax");
            }
            default -> null;
        };
    }

    /** An activation by its name; null for none. */
    static Description named(String what, Object activation) {
        Object name = activation instanceof Map<?, ?> map ? map.get("config") : activation;
        return switch (String.valueOf(name)) {
            case "linear" -> null;
            case "relu" -> Kind.relu(0);
            case "leaky_relu" -> Kind.of("leaky_relu", "alpha", 0.2);
            case "elu" -> Kind.of("elu", "alpha", 1.0);
            case "silu", "swish" -> Kind.of("silu");
            case "sigmoid", "tanh", "selu", "gelu", "softplus", "softmax", "log_softmax" ->
                Kind.of(String.valueOf(name));
            default ->
                throw new FileFormatException(
                        what + " has the activation " + Names.shorten(String.valueOf(name))
                                + ", which is none of relu, leaky_relu, elu, selu, gelu, silu, sigmoid, tanh, softplus and softmax");
        };
    }
}
