import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.HeatMapChartBuilder;
import org.knowm.xchart.XYChartBuilder;
import tech.tablesaw.aggregate.AggregateFunctions;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Uses XChart and tablesaw from the self-contained jar alone. Run from source; prints one line a step. */
public class AllJarCheck {

    public static void main(String[] arguments) throws Exception {
        readInAnyCharacterSet(StandardCharsets.UTF_8);
        readInAnyCharacterSet(Charset.forName("ISO-8859-1"));
        Table birds = Table.read().string("name,species,mass,day\nA,x,3.5,2024-01-02\nB,y,,2024-01-03\nC,x,1,2023-05-06\n", "csv");
        same("columns", "[name, species, mass, day]", birds.columnNames());
        same("types", "LOCAL_DATE", birds.column("day").type().name());
        same("missing", 1, birds.column("mass").countMissing());
        same("sorted", "[C, A, B]", birds.sortOn("day").stringColumn("name").asList());
        same("selected", 2, birds.where(birds.stringColumn("species").isEqualTo("x")).rowCount());
        Table means = birds.summarize("mass", AggregateFunctions.mean, AggregateFunctions.stdDev).by("species");
        same("grouped", 2, means.rowCount());
        Table places = Table.create(StringColumn.create("species", "x", "y"), StringColumn.create("place", "p", "q"));
        same("joined", 3, birds.joinOn("species").inner(places).rowCount());
        same("printed", true, birds.print().contains("species"));
        same("summary", true, birds.summary().rowCount() > 0);
        same("mean", 2.5, DoubleColumn.create("d", 1, 2, 3, 4).mean());
        same("cross table", 3, birds.xTabCounts("species", "name").rowCount());
        ByteArrayOutputStream csv = new ByteArrayOutputStream();
        birds.write().csv(csv);
        same("written", true, csv.toString(StandardCharsets.UTF_8).startsWith("name,species"));
        charts();
        System.out.println("all is well");
    }

    private static void readInAnyCharacterSet(Charset charset) throws Exception {
        Path file = Files.createTempFile("birds", ".csv");
        StringBuilder text = new StringBuilder("name,place\n");
        for (int i = 0; i < 50; i++) {
            text.append("Le manchot papou,il a été observé près de l'île où les élèves étaient allés à la pêche\n");
        }
        Files.write(file, text.toString().getBytes(charset));
        same("characters in " + charset, true, Table.read().csv(file.toFile()).getString(7, 1).startsWith("il a été observé près de l'île"));
        Files.delete(file);
    }

    private static void charts() throws Exception {
        double[] x = {1, 2, 3};
        var curve = new XYChartBuilder().width(300).height(200).build();
        curve.addSeries("loss", x, x);
        same("curve", true, BitmapEncoder.getBitmapBytes(curve, BitmapEncoder.BitmapFormat.PNG).length > 1000);
        var map = new HeatMapChartBuilder().width(300).height(200).build();
        map.addSeries("weights", new int[] {0, 1}, new int[] {0, 1}, new int[][] {{1, 2}, {3, 4}});
        same("heat map", true, BitmapEncoder.getBitmapBytes(map, BitmapEncoder.BitmapFormat.PNG).length > 1000);
        var bars = new CategoryChartBuilder().width(300).height(200).build();
        bars.addSeries("bars", x, x);
        same("bars", true, BitmapEncoder.getBitmapBytes(bars, BitmapEncoder.BitmapFormat.PNG).length > 1000);
    }

    private static void same(String what, Object expected, Object actual) {
        if (!String.valueOf(expected).equals(String.valueOf(actual))) {
            throw new IllegalStateException(what + ": expected " + expected + ", but got " + actual);
        }
        System.out.println(what + ": " + actual);
    }
}
