package org.cellwise.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.cellwise.kernel.magic.MagicSyntax;

/** A notebook without Jupyter: cells run one after the other in this process. Public for its cells. */
public final class CellSession {

    private static CellSession current;
    private static CountDownLatch begun;

    private final List<String> notes = new ArrayList<>();
    private final Evaluator evaluator = new Evaluator(KernelSettings.from(Map.of()), notes::add);
    private final ErrorReport errors = new ErrorReport(evaluator);
    private final MagicSyntax syntax = new MagicSyntax(name -> false);
    private int cell;

    CellSession() {
        evaluator.start();
    }

    /** Runs a cell that works; returns the value of its last expression. */
    Object run(String code) {
        try {
            return evaluate(code);
        } catch (Exception e) {
            throw new AssertionError(String.join("\n", report(e).lines()) + "\nin\n" + code, e);
        }
    }

    /** Runs a cell that fails; returns what the user sees. */
    ErrorReport.Report fails(String code) {
        try {
            evaluate(code);
        } catch (Exception e) {
            return report(e);
        }
        throw new AssertionError("this cell was to fail: " + code);
    }

    /** Presses stop as often as said once a cell has called {@link #begin}; returns what the user sees. */
    ErrorReport.Report stopped(String code, int presses) {
        begun = new CountDownLatch(1);
        Thread button = new Thread(() -> {
            try {
                begun.await();
                for (int i = 0; i < presses; i++) {
                    evaluator.cells().interrupt();
                }
            } catch (InterruptedException e) {
                return;
            }
        });
        button.start();
        ErrorReport.Report report = fails(code);
        try {
            button.join(); // or its second press would be for the next cell
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return report;
    }

    /** Called by cells that are to be stopped. */
    public static void begin() {
        begun.countDown();
    }

    /** Called by cells: runs code in their scope, as {@code %time} and {@code eval} do. */
    public static Object nested(String code) throws Exception {
        return current.evaluator.eval(CellSource.of(current.cell, code, current.syntax.toJava(code)));
    }

    private Object evaluate(String code) throws Exception {
        current = this;
        notes.clear();
        cell++;
        evaluator.cells().beginCell();
        try {
            return evaluator.eval(CellSource.of(cell, code, syntax.toJava(code)));
        } finally {
            evaluator.cells().endCell();
        }
    }

    private ErrorReport.Report report(Exception e) {
        ErrorReport.Report report = errors.of(e, cell);
        List<String> plain = report.lines().stream()
                .map(line -> line.replaceAll("\u001b\\[[0-9;]*m", ""))
                .toList();
        return new ErrorReport.Report(report.name(), report.message(), plain);
    }

    /** What the last cell said besides its results, a line each. */
    List<String> notes() {
        return List.copyOf(notes);
    }

    int cell() {
        return cell;
    }
}
