package org.cellwise.train.metric;

import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cellwise.data.Schema;
import org.cellwise.network.Network;
import org.cellwise.network.OutputMeaning;
import org.cellwise.network.OutputMeaning.Kind;
import org.cellwise.text.Names;

/** Whether what a network reads and answers is what rows hold, by name as well as by number. */
final class MeetingNames {
    private MeetingNames() {}

    static void check(Network network, Schema data) {
        if (!data.inputShape().equals(network.inputShape())) {
            throw new IllegalArgumentException("The network expects rows of shape " + network.inputShape() + " ("
                    + Names.list(network.inputNames()) + "), but the data has rows of shape " + data.inputShape() + " ("
                    + Names.list(data.inputNames()) + "): choose " + network.inputShape()
                    + " with features(…), or build"
                    + " the network for " + data.inputShape() + " inputs");
        }
        checkInputs(network.inputNames(), data.inputNames());
        checkOutputs(network, data);
    }

    private static void checkInputs(List<String> read, List<String> given) {
        if (same(read, given)) {
            return;
        }
        int at = firstDifference(read, given);
        boolean order = new HashSet<>(read).equals(new HashSet<>(given));
        throw new IllegalArgumentException(
                order
                        ? "The network reads its inputs in the order %s, but the data has them in the order %s (input %s is %s, not %s): choose them in the network's order, features(%s)"
                                .formatted(
                                        Names.list(read),
                                        Names.list(given),
                                        at + 1,
                                        given.get(at),
                                        read.get(at),
                                        quoted(read))
                        : "The network reads %s, but the data has %s (input %s is %s, not %s): choose the features that the network was built for or trained on, features(%s); or, where they are the same under other names, rename those of the data with inputs(%s)"
                                .formatted(
                                        Names.list(read),
                                        Names.list(given),
                                        at + 1,
                                        given.get(at),
                                        read.get(at),
                                        quoted(read),
                                        quoted(read)));
    }

    private static void checkOutputs(Network network, Schema data) {
        OutputMeaning meaning = network.meaning();
        boolean two = meaning.kind() == Kind.TWO_CLASSES;
        List<String> answered = meaning.names().isEmpty() ? network.outputNames() : meaning.names();
        List<String> wanted = data.outputNames();
        if (two && wanted.size() == 1 && answered.size() == 2) {
            answered = answered.subList(1, 2);
        }
        boolean points = meaning.kind() == Kind.NUMBERS && data.classification(); // of classes not named
        boolean built = meaning.names().isEmpty() && answered.size() == 1; // an output called after one of two classes
        if (points || answered.size() != wanted.size() || built && data.classification() || same(answered, wanted)) {
            return;
        }
        int at = firstDifference(answered, wanted);
        boolean order = new HashSet<>(answered).equals(new HashSet<>(wanted));
        String what = data.classification() ? "classes" : "targets";
        String those = "The network answers with the %s %s, but those of the data are %s"
                .formatted(what, Names.list(answered), Names.list(wanted));
        String remedy = order
                ? " in another order (number %s is %s, not %s): give the data its %s in the network's order, %s"
                        .formatted(
                                at + 1,
                                wanted.get(at),
                                answered.get(at),
                                what,
                                data.classification()
                                        ? "dataset(features, labels, %s)".formatted(quoted(answered))
                                        : "target(%s)".formatted(quoted(answered)))
                : " (number %s is %s, not %s): choose the %s that the network was built for or trained on, build another network for these, or, where they are the same under other names, rename those of the data with outputs(%s)"
                        .formatted(
                                at + 1,
                                wanted.get(at),
                                answered.get(at),
                                data.classification() ? "label column" : "target columns",
                                quoted(answered));
        throw new IllegalArgumentException(those + remedy);
    }

    /** The names of the features, where they are more than numbers. */
    static List<String> features(Schema data) {
        return areNumbers(data.inputNames()) ? List.of() : data.inputNames();
    }

    private static boolean same(List<String> ours, List<String> theirs) {
        return ours.equals(theirs) || areNumbers(ours) || areNumbers(theirs);
    }

    /** Whether names only count, as those that the library gives: x1, x2, …, y1, y2, …, or 0, 1, …. */
    private static boolean areNumbers(List<String> names) {
        return counts(names, "x", 1)
                || counts(names, "y", 1)
                || counts(names, "", 0)
                || names.size() == 2 && names.equals(List.of("not y1", "y1"));
    }

    private static boolean counts(List<String> names, String letter, int first) {
        for (int i = 0; i < names.size(); i++) {
            if (!names.get(i).equals(letter + (i + first))) {
                return false;
            }
        }
        return true;
    }

    private static int firstDifference(List<String> ours, List<String> theirs) {
        return IntStream.range(0, ours.size())
                .filter(i -> !ours.get(i).equals(theirs.get(i)))
                .findFirst()
                .orElse(0);
    }

    private static String quoted(List<String> names) {
        int most = 6;
        String text = names.stream().limit(most).map(name -> '"' + name + '"').collect(Collectors.joining(", "));
        return names.size() > most ? text + ", …" : text;
    }
}
