package org.cellwise.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Values of Java's own types in a notebook. */
class PlainValuesTest {
    record Point(int x, Double y, String name) {}

    private record Hidden(int a, int[] b) {}

    record Said(int a) {
        @Override
        public String toString() {
            return "it is " + a;
        }
    }

    record Empty() {}

    @Test
    void arraysOfEveryTypeAreWritten() {
        assertThat(plain(new int[] {1, -2})).isEqualTo("[1, -2]");
        assertThat(plain(new long[] {1L << 40})).isEqualTo("[1099511627776]");
        assertThat(plain(new float[] {0.1f})).isEqualTo("[0.1]");
        assertThat(plain(new short[] {3})).isEqualTo("[3]");
        assertThat(plain(new byte[] {-1})).isEqualTo("[-1]");
        assertThat(plain(new boolean[] {true, false})).isEqualTo("[true, false]");
        assertThat(plain(new char[] {'a', 'b'})).isEqualTo("[a, b]");
        assertThat(plain(new String[] {"a", null})).isEqualTo("[a, null]");
        assertThat(plain(new Object[] {1, new int[] {2, 3}, new String[] {"c"}}))
                .isEqualTo("[1, [2, 3], [c]]");
        assertThat(plain(new int[0])).isEqualTo("[]");
    }

    @Test
    void manyNumbersAreDrawnAndOtherArraysAreCut() {
        MimeBundle many = render(new int[100]);
        assertThat(many.data().get("text/html")).startsWith("<img");
        assertThat(render(new float[21]).data()).containsKey("image/png");
        assertThat(render(new float[20]).data()).containsOnlyKeys("text/plain");
        assertThat(render(new boolean[5000]).data()).containsOnlyKeys("text/plain");
        assertThat(plain(new boolean[5000])).hasSizeLessThan(1_100).endsWith(", …] (5000 elements)");
    }

    @Test
    void rowsOfNumbersAreAHeatMap() {
        assertThat(render(new float[][] {{1, 2}, {3, 4}}).data()).containsKey("image/png");
        assertThat(plain(new int[][] {{1, 2}})).contains("1 x 2, from 1 to 2");
        assertThat(plain(new int[][] {{1}, null})).isEqualTo("[[1], null]");
        assertThat(plain(new boolean[][] {{true}})).isEqualTo("[[true]]");
        assertThat(plain(new double[1][1][1])).isEqualTo("[[[0.0]]]");
    }

    @Test
    void recordsAreATable() {
        MimeBundle table = render(List.of(new Point(1, 2.5, "<b>"), new Point(30, null, "c")));
        assertThat(table.plain().lines())
                .containsExactly(
                        "2 rows x 3 columns",
                        "  x                  y  name",
                        "int  Double, 1 missing  String",
                        "  1                2.5  <b>",
                        " 30                  –  c");
        assertThat(table.data().get("text/html")).startsWith("<table").contains("&lt;b&gt;");
        assertThat(render(new Point[] {new Point(1, 2.0, "a")}).plain()).startsWith("1 row x 3 columns");
        assertThat(render(new Point(1, 2.0, "a")).plain()).startsWith("1 row x 3 columns");
        assertThat(render(new Hidden(1, new int[] {2})).plain()).contains("[2]");
    }

    @Test
    void recordsWithWordsOfTheirOwnKeepThem() {
        assertThat(Renderer.render(new Said(3))).isEmpty();
        assertThat(Renderer.render(new Empty())).isEmpty();
        assertThat(plain(List.of(new Said(3), new Said(4)))).isEqualTo("[it is 3, it is 4]");
        assertThat(plain(List.of(new Said(3), new Point(1, 2.0, "a"))))
                .isEqualTo("[it is 3, Point[x=1, y=2.0, name=a]]");
        assertThat(plain(Arrays.asList(new Point(1, 2.0, "a"), null))).isEqualTo("[Point[x=1, y=2.0, name=a], null]");
    }

    @Test
    void ofManyRecordsTheFirstAreShownWithANote() {
        List<Point> many = IntStream.range(0, 3000)
                .mapToObj(i -> new Point(i, 0.0, "n".repeat(100)))
                .toList();
        assertThat(render(many).plain())
                .startsWith("3000 rows x 3 columns, the first 10 rows shown")
                .contains("n".repeat(59) + "…")
                .hasSizeLessThan(2_000);
    }

    @Test
    void mapsAreATableOfKeysAndValues() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("$a$", 1);
        map.put("b", null);
        MimeBundle table = render(map);
        assertThat(table.plain().lines())
                .containsExactly(
                        "2 rows x 2 columns",
                        "key                  value",
                        "String  Integer, 1 missing",
                        "$a$                      1",
                        "b                        –");
        assertThat(table.data().get("text/html")).contains("<span>$</span>a");
        assertThat(plain(Map.of())).isEqualTo("{}");
    }

    @Test
    void otherCollectionsAreALineOfText() {
        assertThat(plain(List.of(1, 2))).isEqualTo("[1, 2]");
        assertThat(plain(new TreeSet<>(List.of("b", "a")))).isEqualTo("[a, b]");
        assertThat(plain(List.of())).isEqualTo("[]");
        assertThat(plain(Collections.nCopies(1_000_000, "x")))
                .hasSizeLessThan(1_100)
                .endsWith(", …] (1000000 elements)");
        List<Object> itself = new ArrayList<>();
        itself.add(itself);
        assertThat(plain(itself)).startsWith("[[[").contains("[…]").hasSizeLessThan(100);
    }

    private static final class Deck extends AbstractList<Integer> {
        @Override
        public Integer get(int index) {
            return index;
        }

        @Override
        public int size() {
            return 52;
        }

        @Override
        public String toString() {
            return "a deck of cards";
        }
    }

    @Test
    void collectionsWithWordsOfTheirOwnKeepThem() {
        assertThat(Renderer.render(new Deck())).isEmpty();
        assertThat(plain(List.of(new Deck()))).isEqualTo("[a deck of cards]");
        assertThat(plain(Collections.unmodifiableCollection(new LinkedHashMap<>(Map.of("a", List.of(1))).values())))
                .isEqualTo("[[1]]");
    }

    @Test
    void collectionsWithinCollectionsAreCutToo() {
        List<?> inner = Collections.nCopies(10_000_000, 1);
        assertThat(plain(List.of(inner, 2)))
                .hasSizeLessThan(2_100)
                .startsWith("[[1, 1, ")
                .contains("(10000000 elements)");
        assertThat(plain(Map.of("k", inner))).hasSizeLessThan(300);
    }

    @Test
    void whatIsNoCollectionIsLeftToTheKernel() {
        assertThat(Renderer.render("text")).isEmpty();
        assertThat(Renderer.render(7)).isEmpty();
        assertThat(Renderer.render(java.nio.file.Path.of("a"))).isEmpty();
    }

    private static String plain(Object value) {
        return render(value).plain();
    }

    private static MimeBundle render(Object value) {
        return Renderer.render(value).orElseThrow();
    }
}
