package org.cellwise.model.rebuild;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cellwise.layer.Description;
import org.cellwise.layer.Description.Flow;
import org.cellwise.layer.Description.Part;

/** Descriptions of layers that are to be made. */
final class Kind {
    private Kind() {}

    /** A layer of a kind, with names and values of its settings in turn. */
    static Description of(String kind, Object... settings) {
        Map<String, Object> named = new LinkedHashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            named.put((String) settings[i], settings[i + 1]);
        }
        return new Description(kind, named, List.of(), Flow.OTHER, List.of());
    }

    /** A layer with layers in it, by what they are to it. */
    static Description around(String kind, Map<String, List<Description>> parts) {
        return of(kind).parts(parts.entrySet().stream()
                .flatMap(role -> role.getValue().stream().map(part -> new Part(role.getKey(), "", part)))
                .toList());
    }

    static Description dense(int units, boolean biased) {
        return of("dense", "units", units, "biased", biased);
    }

    static Description conv2d(int filters, int kernel, int stride, int padding, boolean biased) {
        return convolution("conv2d", filters, kernel, stride, padding, biased);
    }

    static Description transposedConv2d(int filters, int kernel, int stride, int padding, boolean biased) {
        return convolution("transposed_conv2d", filters, kernel, stride, padding, biased);
    }

    private static Description convolution(
            String kind, int filters, int kernel, int stride, int padding, boolean biased) {
        return of(kind, "filters", filters, "kernel", kernel, "stride", stride, "padding", padding, "biased", biased);
    }

    static Description depthwise(int kernel, int stride, int padding, boolean biased) {
        return of("depthwise_conv2d", "kernel", kernel, "stride", stride, "padding", padding, "biased", biased);
    }

    static Description pool(String kind, int size, int stride, int padding) {
        return of(kind, "size", size, "stride", stride, "padding", padding);
    }

    static Description batchNorm(double momentum, double epsilon) {
        return of("batch_norm", "momentum", momentum, "epsilon", epsilon, "fixed", false);
    }

    static Description relu(double threshold) {
        return of("relu", "threshold", threshold);
    }
}
