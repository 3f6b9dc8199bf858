package org.cellwise.course;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleBiFunction;
import org.cellwise.text.Names;

/**
 * An exercise of the course: a question, hints that come one at a time, a check of answers that says what is wrong, and a
 * worked answer. Shown, it is its question.
 */
public final class Exercise {
    private final String id;
    private final String title;
    private final String question;
    private final Check check;
    private final String solution;
    private final List<String> hints;
    private int shown; // of the hints
    private boolean solved;
    private boolean told; // the worked answer was shown

    Exercise(String id, String title, String question, Check check, String solution, String... hints) {
        this.id = id;
        this.title = title;
        this.question = question.strip();
        this.check = check;
        this.solution = solution.strip();
        this.hints = List.of(hints);
    }

    /** Such as {@code 02.3}: the third of notebook 02. */
    public String id() {
        return id;
    }

    public String title() {
        return title;
    }

    /**
     * Looks at an answer: a number, numbers, a text or a network, as the question asks for. A right answer counts however
     * it was found, and whether or not the file of progress can be written, which the verdict then says.
     */
    public Verdict check(Object answer) {
        Verdict verdict;
        try {
            verdict = check.of(answer);
        } catch (RuntimeException e) {
            verdict = Verdict.wrong("It cannot be looked at: " + sentence(e.getMessage() == null ? e : e.getMessage()));
        }
        return verdict.right() && solve() ? noted(verdict) : verdict;
    }

    /** Whether it was open until now. */
    private synchronized boolean solve() {
        boolean wasOpen = !solved;
        solved = true;
        return wasOpen;
    }

    private static Verdict noted(Verdict verdict) {
        try {
            Exercises.changed();
            return verdict;
        } catch (UncheckedIOException e) {
            return Verdict.right(verdict.words() + " But the progress is not kept: " + sentence(e.getMessage()));
        }
    }

    private static String sentence(Object text) {
        return text.toString().replaceFirst("\\.?$", ".");
    }

    /** As {@link #check(Object)}, of a function of one number: {@code check(x -> x * x)}. */
    public Verdict check(DoubleUnaryOperator function) {
        return check(function == null ? null : (Object) new Check.OfNumber(function));
    }

    /** As {@link #check(Object)}, of a function of two vectors: {@code check((a, b) -> a[0] - b[0])}. */
    public Verdict check(ToDoubleBiFunction<double[], double[]> function) {
        return check(function == null ? null : (Object) new Check.OfVectors(function));
    }

    /** The next hint; after the last one it says that there is a solution. */
    public synchronized String hint() {
        if (shown == hints.size()) {
            return "That was the last hint. exercise(\"" + id + "\").solution() shows a worked answer.";
        }
        shown++;
        return "Hint %s of %s: %s".formatted(shown, hints.size(), hints.get(shown - 1));
    }

    /** A worked answer, as a cell to run. */
    public synchronized String solution() {
        told = true;
        return solution;
    }

    synchronized boolean solved() {
        return solved;
    }

    synchronized void restore(boolean isSolved) {
        solved = isSolved;
    }

    /** {@code solved}, with what was needed, or {@code open}. */
    synchronized String state() {
        String help = (shown > 0 ? ", " + Names.count(shown, "hint") : "") + (told ? ", solution shown" : "");
        return (solved ? "solved" : "open") + help;
    }

    /** Its question, and how to go on. */
    @Override
    public String toString() {
        return "%s %s\n\n%s\n\nexercise(\"%s\").check(…) looks at your answer, hint() helps, solution() shows one."
                .formatted(id, title, question, id);
    }
}
