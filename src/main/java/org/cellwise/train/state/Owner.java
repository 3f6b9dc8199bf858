package org.cellwise.train.state;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.cellwise.file.Fields;
import org.cellwise.layer.BuiltLayer;
import org.cellwise.layer.Scale;
import org.cellwise.network.Network;
import org.cellwise.network.OutputMeaning;
import org.cellwise.tensor.Parameter;
import org.cellwise.text.Names;
import org.cellwise.train.loss.Loss;
import org.cellwise.train.optimizer.Optimizer;

/**
 * What a saved state belongs to, in words that another session finds again: optimizer, parameters, layers, loss, and the
 * names of inputs and outputs.
 *
 * @param parts what there is, and how it is there
 */
public record Owner(List<Part> parts) {
    /**
     * One thing that a state must fit.
     *
     * @param what such as {@code optimizer}
     * @param how such as {@code SGD: Sgd[learningRate=0.1, …]}
     */
    public record Part(String what, String how) {
        private Map<String, Object> describe() {
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("what", what);
            all.put("how", how);
            return all;
        }
    }

    private static final int LONG = 200; // letters
    private static final String INPUT = "input";
    private static final String OUTPUT = "output";
    private static final String MEANING = "meaning of outputs";
    private static final String ANSWER = "answer";
    private static final String FROZEN = "frozen layers";
    private static final String PARAMETER = "parameter";
    private static final String LAYER = "layer";
    private static final String LOSS = "loss";
    /** In the order in which they stand, those of which there may be several. */
    private static final List<String> KINDS = List.of(PARAMETER, LAYER, LOSS, INPUT, OUTPUT);

    /** Of a training with these. */
    public static Owner of(Network network, Loss loss, Optimizer optimizer) {
        List<Part> parts = new ArrayList<>();
        parts.add(new Part("optimizer", optimizer.name() + ": " + text(optimizer, "own")));
        parts.add(new Part("numbers an optimizer keeps of each weight", "" + optimizer.slots()));
        network.parameters().list().forEach(p -> parts.add(new Part(PARAMETER, p.toString())));
        for (BuiltLayer block : network.layers()) {
            String layer = text(block.layer(), block.layer().kind());
            parts.add(new Part(LAYER, block.name() + ", " + layer + ", with outputs of shape " + block.output()));
        }
        parts.add(new Part(LOSS, text(loss, loss.name())));
        parts.add(new Part("shape of inputs", network.inputShape().toString()));
        parts.add(new Part(FROZEN, String.join("\n", frozen(network.layers()))));
        addNames(parts, INPUT, "x", network.inputNames());
        addNames(parts, OUTPUT, "y", network.outputNames());
        if (network.isTaught()) {
            OutputMeaning meaning = network.meaning();
            parts.add(new Part(
                    MEANING,
                    "%s %s %s %s".formatted(meaning.kind(), meaning.scale(), meaning.width(), meaning.positions())));
            meaning.names().forEach(name -> parts.add(new Part(ANSWER, name)));
        }
        return new Owner(List.copyOf(parts));
    }

    /** The layers that do not learn, those inside others by their path, as {@code freeze} takes them. */
    private static List<String> frozen(List<BuiltLayer> layers) {
        List<String> names = new ArrayList<>();
        for (BuiltLayer layer : layers) {
            List<Parameter> parameters = layer.parameters();
            boolean all = parameters.stream().allMatch(Parameter::isFrozen);
            boolean leaf = layer.parts().isEmpty();
            if (!parameters.isEmpty() && all || leaf && parameters.stream().anyMatch(Parameter::isFrozen)) {
                names.add(layer.name());
            } else {
                names.addAll(frozen(layer.parts()));
            }
        }
        return names;
    }

    /** In a sentence, which layers a trainer must freeze or unfreeze to continue in the same way; null if none. */
    String frozenOtherwise(Owner trainer) {
        List<String> there = each(FROZEN);
        List<String> here = trainer.each(FROZEN);
        if (there.isEmpty() || there.equals(here)) { // what was saved before this was kept is not asked for it
            return null;
        }
        List<String> saved = words(there.get(0));
        List<String> now = words(here.get(0));
        String missing = calls("freeze", saved, now);
        String tooMany = calls("unfreeze", now, saved);
        return "was saved with " + (saved.isEmpty() ? "no layer frozen" : Names.list(saved) + " frozen")
                + ", but in this network " + (now.isEmpty() ? "no layer is" : Names.list(now) + " is")
                + ", so that training would continue differently: call " + missing
                + (missing.isEmpty() || tooMany.isEmpty() ? "" : " and ") + tooMany
                + " of the network first, load, and then freeze or unfreeze what you like";
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split("\n"));
    }

    private static String calls(String what, List<String> names, List<String> done) {
        String quoted = names.stream()
                .filter(name -> !done.contains(name))
                .map(name -> '"' + name + '"')
                .collect(Collectors.joining(", "));
        return quoted.isEmpty() ? "" : what + "(" + quoted + ")";
    }

    /** Tells a network what it was taught when this was saved. */
    void teach(Network network) {
        for (String text : each(MEANING)) {
            String[] words = text.split(" ");
            network.settle(
                    new OutputMeaning(
                            OutputMeaning.Kind.valueOf(words[0]),
                            Scale.valueOf(words[1]),
                            each(ANSWER),
                            Integer.parseInt(words[2]),
                            Integer.parseInt(words[3])),
                    each(INPUT));
        }
    }

    private List<String> each(String what) {
        return parts.stream()
                .filter(part -> part.what.equals(what))
                .map(Part::how)
                .toList();
    }

    /** None where they are numbers only, which a network that is yet to be trained has in place of those of the data. */
    private static void addNames(List<Part> parts, String what, String letter, List<String> names) {
        boolean numbers = true;
        for (int i = 0; i < names.size(); i++) {
            numbers &= names.get(i).equals(letter + (i + 1));
        }
        for (int i = 0; i < names.size() && !numbers; i++) {
            parts.add(new Part(what, names.get(i)));
        }
    }

    /** Its own text, unless that is {@link Object}'s, which differs from session to session. */
    private static String text(Object thing, String otherwise) {
        String own = thing.toString();
        return own.equals(thing.getClass().getName() + "@" + Integer.toHexString(thing.hashCode())) ? otherwise : own;
    }

    /** In a sentence, the first thing that a trainer has otherwise; null if there is none. */
    String differenceTo(Owner trainer) {
        List<String> names = List.of(INPUT, OUTPUT);
        List<String> others = List.of(INPUT, OUTPUT, MEANING, ANSWER, FROZEN);
        String first = difference(
                parts.stream().filter(p -> !others.contains(p.what)).toList(),
                trainer.parts.stream().filter(p -> !others.contains(p.what)).toList());
        for (String what : names) {
            List<Part> there = parts.stream().filter(p -> p.what.equals(what)).toList();
            List<Part> here =
                    trainer.parts.stream().filter(p -> p.what.equals(what)).toList();
            if (first == null && !there.isEmpty() && !here.isEmpty()) {
                first = difference(there, here);
            }
        }
        return first;
    }

    private static String difference(List<Part> others, List<Part> own) {
        int i = 0;
        while (i < others.size() && i < own.size() && others.get(i).equals(own.get(i))) {
            i++;
        }
        if (i == others.size() && i == own.size()) {
            return null;
        }
        Part there = i < others.size() ? others.get(i) : null;
        Part here = i < own.size() ? own.get(i) : null;
        if (there != null && here != null && there.what.equals(here.what)) {
            return "its " + there.what + " is " + shown(there) + ", but this trainer has " + shown(here);
        }
        boolean more = here == null || there != null && KINDS.indexOf(there.what) < KINDS.indexOf(here.what);
        return more
                ? "it has the " + there.what + " " + shown(there) + ", which this trainer has not"
                : "it has not the " + here.what + " " + shown(here) + " of this trainer";
    }

    private static String shown(Part part) {
        return part.how.length() <= LONG ? part.how : part.how.substring(0, LONG) + "…";
    }

    List<Map<String, Object>> describe() {
        return parts.stream().map(Part::describe).toList();
    }

    static Owner read(List<Fields> saved) {
        return new Owner(saved.stream()
                .map(part -> new Part(part.text("what"), part.text("how")))
                .toList());
    }
}
