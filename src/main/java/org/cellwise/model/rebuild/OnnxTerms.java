package org.cellwise.model.rebuild;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cellwise.layer.Description;
import org.cellwise.model.rebuild.OnnxModel.Node;

/**
 * What steps number by number make of an earlier value, as text such as {@code Mul(Sigmoid(x),x)}, by which activations and
 * norms are known that a file has in pieces. Of sums and products the parts are in the order of letters.
 */
final class OnnxTerms {
    private static final int LONGEST = 300;
    private static final int MOST = 12; // earlier values that are remembered

    /** √2, √½, √(2/π), and the numbers of gelu by tanh and of selu. */
    private static final double[] CONSTANTS = {1.41421, 0.707107, 0.797885, 0.044715, 1.0507, 1.67326};

    private static final String NUMBER = "(-?[0-9.]+(?:e-?[0-9]+)?)";
    private static final String CENTERED = "Sub(x,Mean(x))";

    private interface Maker {
        Description of(double number);
    }

    private static final Map<Pattern, Maker> KNOWN = new LinkedHashMap<>();

    static {
        KNOWN.put(exactly("Relu(x)"), n -> Kind.relu(0));
        KNOWN.put(with("Relu(Add(#,x))"), n -> Kind.relu(-n));
        KNOWN.put(with("Relu(Sub(x,#))"), Kind::relu);
        KNOWN.put(exactly("Sigmoid(x)"), n -> Kind.of("sigmoid"));
        KNOWN.put(exactly("Tanh(x)"), n -> Kind.of("tanh"));
        KNOWN.put(exactly("Softplus(x)"), n -> Kind.of("softplus"));
        KNOWN.put(with("LeakyRelu[#](x)"), n -> Kind.of("leaky_relu", "alpha", n));
        KNOWN.put(with("Elu[#](x)"), n -> Kind.of("elu", "alpha", n));
        KNOWN.put(exactly("Selu[1.67326][1.0507](x)"), n -> Kind.of("selu"));
        KNOWN.put(exactly("Mul(1.0507,Elu[1.67326](x))"), n -> Kind.of("selu"));
        KNOWN.put(exactly("Mul(Sigmoid(x),x)"), n -> Kind.of("silu"));
        KNOWN.put(exactly("Gelu[none](x)"), n -> Kind.of("gelu"));
        KNOWN.put(exactly("Gelu[tanh](x)"), n -> Kind.of("gelu_tanh"));
        for (String erf : new String[] {"Erf(Div(x,1.41421))", "Erf(Mul(0.707107,x))"}) {
            halves("Add(1," + erf + ")", "gelu");
        }
        for (String cube : new String[] {"Pow(x,3)", "Mul(Mul(x,x),x)"}) {
            halves("Add(1,Tanh(Mul(0.797885,Add(Mul(0.044715," + cube + "),x))))", "gelu_tanh");
        }
        KNOWN.put(with("Cast(Greater(x,#))"), n -> Kind.of("step", "threshold", n));
        for (String square : new String[] {"Pow(" + CENTERED + ",2)", "Mul(" + CENTERED + "," + CENTERED + ")"}) {
            KNOWN.put(
                    with("Div(" + CENTERED + ",Sqrt(Add(#,Mean(" + square + "))))"),
                    n -> Kind.of("layer_norm", "epsilon", n));
        }
        for (String square : new String[] {"Pow(x,2)", "Mul(x,x)"}) {
            KNOWN.put(with("Div(x,Sqrt(Add(#,Mean(" + square + "))))"), n -> Kind.of("rms_norm", "epsilon", n));
        }
    }

    private static void halves(String share, String kind) {
        for (String text : new String[] {
            product("0.5", product(share, "x")),
            product(share, product("0.5", "x")),
            product("x", product("0.5", share))
        }) {
            KNOWN.put(exactly(text), n -> Kind.of(kind));
        }
    }

    private static String product(String a, String b) {
        return a.compareTo(b) <= 0 ? "Mul(" + a + "," + b + ")" : "Mul(" + b + "," + a + ")";
    }

    private static Pattern exactly(String text) {
        return Pattern.compile(Pattern.quote(text));
    }

    private static Pattern with(String text) {
        return Pattern.compile(Pattern.quote(text).replace("#", "\\E" + NUMBER + "\\Q"));
    }

    /** Of each value, what it is of earlier ones. */
    private final Map<String, Map<String, String>> terms = new HashMap<>();

    /** A step from an earlier value. */
    record Found(String base, Description layer) {}

    private Map<String, String> of(String value) {
        Map<String, String> all = new LinkedHashMap<>(Map.of(value, "x"));
        all.putAll(terms.getOrDefault(value, Map.of()));
        return all;
    }

    /**
     * Notes what a step makes, and gives the layers that it may be, the one that reaches furthest back first.
     *
     * @param constants texts of those inputs that are numbers; null for values
     */
    List<Found> add(Node node, String op, List<String> constants) {
        Map<String, String> made = new LinkedHashMap<>();
        List<String> inputs = node.inputs();
        String first = null;
        for (int i = 0; i < constants.size(); i++) {
            first = first == null && constants.get(i) == null ? inputs.get(i) : first;
        }
        if (first == null) {
            return List.of();
        }
        for (String base : of(first).keySet()) {
            List<String> parts = new ArrayList<>();
            for (int i = 0; i < constants.size(); i++) {
                String text = constants.get(i) != null
                        ? constants.get(i)
                        : of(inputs.get(i)).get(base);
                if (text != null) {
                    parts.add(text);
                }
            }
            if (parts.size() == constants.size()) {
                if (op.equals("Add") || op.equals("Mul")) {
                    parts.sort(null);
                }
                String text = op + "(" + String.join(",", parts) + ")";
                if (text.length() <= LONGEST && made.size() < MOST) {
                    made.put(base, text);
                }
            }
        }
        terms.put(node.outputs().get(0), made);
        List<Found> found = new ArrayList<>();
        made.forEach((base, text) -> KNOWN.forEach((pattern, maker) -> {
            Matcher matcher = pattern.matcher(text);
            if (matcher.matches()) {
                found.add(
                        0,
                        new Found(
                                base, maker.of(matcher.groupCount() == 0 ? 0 : Double.parseDouble(matcher.group(1)))));
            }
        }));
        return found;
    }

    /** A number as text; those of formulas as these have them. */
    static String text(double number) {
        for (double constant : CONSTANTS) {
            if (Math.abs(number - constant) < 1e-5 * constant) {
                return String.valueOf(constant);
            }
        }
        boolean isWhole = number == Math.rint(number) && Math.abs(number) < 1e6;
        return isWhole
                ? String.valueOf((long) number)
                : String.valueOf((float) number).replace('E', 'e');
    }
}
