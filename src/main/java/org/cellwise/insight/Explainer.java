package org.cellwise.insight;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.cellwise.network.Network;
import org.cellwise.network.Trace;
import org.cellwise.network.UnitNames;
import org.cellwise.tensor.Op;

/** Reads the steps of an {@link Explanation} off a trace of one row. */
final class Explainer {
    private final Network network;
    private List<String> names;
    private int hidden;

    Explainer(Network network) {
        this.network = network;
        names = pretty(network.inputNames());
    }

    private static List<String> pretty(List<String> names) {
        return names.stream().map(UnitNames::pretty).toList();
    }

    List<Explanation.Step> steps(Trace trace) {
        List<Trace.Call> calls = trace.calls();
        int last = IntStream.range(0, calls.size())
                .filter(i -> product(calls.get(i)) != null)
                .reduce((a, b) -> b)
                .orElse(-1);
        List<Explanation.Step> steps = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            steps.add(step(calls.get(i), i == last));
        }
        return List.copyOf(steps);
    }

    /** The matrix product that a layer is, of a row of numbers; null for other layers. */
    static Trace.Step product(Trace.Call call) {
        Trace.Step only = call.steps().size() == 1 ? call.steps().get(0) : null;
        boolean linear = only != null
                && only.op().name().equals("linear")
                && only.inputs().get(0).shape().rank() == 2
                && only.inputs().get(1).parameter() != null;
        return linear ? only : null;
    }

    private Explanation.Step step(Trace.Call call, boolean last) {
        Trace.Step product = product(call);
        double[] input = call.input().values();
        double[] output = call.output().values();
        List<String> own = names(product != null, last, input.length, output.length);
        Explanation.Step step = new Explanation.Step(
                call.name(),
                call.layer().layer().kind(),
                names,
                input,
                product == null ? null : matrix(product.inputs().get(1)),
                bias(product),
                own,
                output,
                call.output().shape().dropFirst(),
                inside(call));
        names = own;
        return step;
    }

    private List<String> names(boolean product, boolean last, int in, int out) {
        if (last && network.outputNames().size() == out) {
            return pretty(network.outputNames());
        }
        if (!product) {
            return in == out ? names : List.of();
        }
        int layer = hidden++;
        return IntStream.range(0, out)
                .mapToObj(unit -> UnitNames.hidden(layer, unit))
                .toList();
    }

    private double[] bias(Trace.Step product) {
        boolean biased = product != null && product.inputs().size() > 2;
        return biased ? product.inputs().get(2).values() : null;
    }

    private static double[][] matrix(Trace.Value weight) {
        double[] numbers = weight.values();
        int columns = weight.shape().last();
        double[][] rows = new double[numbers.length / columns][columns];
        for (int i = 0; i < numbers.length; i++) {
            rows[i / columns][i % columns] = numbers[i];
        }
        return rows;
    }

    /** The layers in a layer and its own steps, in the order in which they ran. */
    private static List<Explanation.Step> inside(Trace.Call call) {
        List<Explanation.Step> found = new ArrayList<>();
        if (call.calls().isEmpty() && call.steps().size() == 1) {
            inner(call.steps().get(0), found);
            return List.copyOf(found);
        }
        int next = 0;
        for (Trace.Call part : call.calls()) {
            int from = part.steps().isEmpty() ? next : call.steps().indexOf(part.steps().get(0));
            call.steps().subList(next, from).forEach(step -> add(step, found));
            found.add(step(part));
            next = from + part.steps().size();
        }
        call.steps().subList(next, call.steps().size()).forEach(step -> add(step, found));
        return List.copyOf(found);
    }

    private static Explanation.Step step(Trace.Call part) {
        return plain(
                part.name(), part.layer().layer().kind(), part.input().values(), part.output(), inside(part));
    }

    private static void add(Trace.Step step, List<Explanation.Step> found) {
        List<Explanation.Step> inner = new ArrayList<>();
        inner(step, inner);
        double[] input = step.inputs().get(0).values();
        found.add(plain(step.output().name(), step.op().name(), input, step.output(), inner));
    }

    private static void inner(Trace.Step step, List<Explanation.Step> found) {
        for (Op.Inner inner : step.inner()) {
            found.add(new Explanation.Step(
                    inner.name(),
                    inner.name(),
                    List.of(),
                    step.inputs().get(0).values(),
                    null,
                    null,
                    List.of(),
                    inner.values(),
                    inner.shape(),
                    List.of()));
        }
    }

    private static Explanation.Step plain(
            String name, String kind, double[] input, Trace.Value output, List<Explanation.Step> inside) {
        return new Explanation.Step(
                name,
                kind,
                List.of(),
                input,
                null,
                null,
                List.of(),
                output.values(),
                output.shape().dropFirst(),
                inside);
    }
}
