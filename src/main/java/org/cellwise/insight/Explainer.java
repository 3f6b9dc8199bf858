package org.cellwise.insight;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.cellwise.network.Network;
import org.cellwise.network.Trace;
import org.cellwise.network.UnitNames;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Shape;

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
        int in = call.input().shape().dropFirst().elements();
        int out = call.output().shape().dropFirst().elements();
        List<String> own = names(product(call) != null, last, in, out);
        Explanation.Step step = step(call, names, own);
        names = own;
        return step;
    }

    private static Explanation.Step step(Trace.Call call, List<String> inputNames, List<String> outputNames) {
        Trace.Step product = product(call);
        return new Explanation.Step(
                call.name(),
                call.layer().layer().kind(),
                inputNames,
                call.input().values(),
                product == null ? null : matrix(product.inputs().get(1)),
                product == null || product.inputs().size() < 3
                        ? null
                        : product.inputs().get(2).values(),
                outputNames,
                call.output().values(),
                call.output().shape().dropFirst(),
                inside(call));
    }

    /** A layer within another, whose numbers have no names but their places. */
    private static Explanation.Step part(Trace.Call call) {
        return step(call, numbered("x", call.input()), numbered("y", call.output()));
    }

    private static List<String> numbered(String letter, Trace.Value value) {
        return IntStream.rangeClosed(1, value.shape().dropFirst().elements())
                .mapToObj(i -> letter + UnitNames.subscript(i))
                .toList();
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
            int from = part.steps().isEmpty()
                    ? next
                    : call.steps().indexOf(part.steps().get(0));
            call.steps().subList(next, from).forEach(step -> add(step, found));
            found.add(part(part));
            next = from + part.steps().size();
        }
        call.steps().subList(next, call.steps().size()).forEach(step -> add(step, found));
        return List.copyOf(found);
    }

    private static void add(Trace.Step step, List<Explanation.Step> found) {
        List<Explanation.Step> inner = new ArrayList<>();
        inner(step, inner);
        Shape shape = step.output().shape().dropFirst();
        found.add(plain(
                step, step.output().name(), step.op().name(), step.output().values(), shape, inner));
    }

    private static void inner(Trace.Step step, List<Explanation.Step> found) {
        for (Op.Inner inner : step.inner()) {
            found.add(plain(
                    step,
                    step.layer() + "." + inner.name(),
                    inner.name(),
                    inner.values(),
                    inner.shape().dropFirst(),
                    List.of()));
        }
    }

    private static Explanation.Step plain(
            Trace.Step step, String name, String kind, double[] output, Shape shape, List<Explanation.Step> inside) {
        double[] input = step.inputs().get(0).values();
        return new Explanation.Step(name, kind, List.of(), input, null, null, List.of(), output, shape, inside);
    }
}
