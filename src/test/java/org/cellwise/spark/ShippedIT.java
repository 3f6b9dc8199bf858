package org.cellwise.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Serializable;
import java.util.function.IntSupplier;
import jdk.jshell.JShell;
import jdk.jshell.Snippet.Status;
import org.junit.jupiter.api.Test;

/** Functions of JShell's cells, into whose loops newer JDKs weave a check that no other machine has. */
class ShippedIT {
    private static final String KEY = "cellwise.shipped";

    private static Serializable fromCell(String... snippets) {
        try (JShell shell = JShell.builder().executionEngine("local").build()) {
            for (String snippet : snippets) {
                assertThat(shell.eval(snippet)).allSatisfy(event -> {
                    assertThat(event.status()).isEqualTo(Status.VALID);
                    assertThat(event.exception()).isNull();
                });
            }
            return (Serializable) System.getProperties().remove(KEY);
        }
    }

    private static String keep(String body) {
        return "System.getProperties().put(\"" + KEY
                + "\", (java.util.function.IntSupplier & java.io.Serializable) () -> { " + body + " });";
    }

    @Test
    void loopsGoAlong() {
        Serializable sum = fromCell(keep("int sum = 0; for (int i = 0; i < 5; i++) sum += i; return sum;"));
        assertThat(((IntSupplier) Shipped.of(sum).get()).getAsInt()).isEqualTo(10);
    }

    @Test
    void whatOtherCellsHoldIsRefused() {
        assertThatThrownBy(() -> Shipped.of(fromCell("int units = 3;", keep("return units;"))))
                .hasMessageContaining("the variable \"units\" of a cell");
        assertThatThrownBy(() -> Shipped.of(fromCell("int twice(int a) { return 2 * a; }", keep("return twice(3);"))))
                .hasMessageContaining("the method or class \"twice\" of another cell");
    }
}
