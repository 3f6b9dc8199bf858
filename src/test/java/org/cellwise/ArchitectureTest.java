package org.cellwise;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.cellwise.layer.Layer;
import org.junit.jupiter.api.Test;

/** The packages and their directions, as the architecture page tells them. */
@AnalyzeClasses(packages = "org.cellwise", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final int MOST_LINES = 400; // a file of more is two files
    private static final int MOST_FILES = 33; // about 30; a folder of more is two folders

    /** From the top; each may import those after it. The kernel stands apart, below. */
    private static final List<String> PACKAGES = List.of(
            "spark",
            "course",
            "notebook",
            "chart",
            "insight",
            "train",
            "model",
            "data",
            "network",
            "layer",
            "op",
            "tensor",
            "math");

    @ArchTest
    static void importsPointDownwards(JavaClasses classes) {
        noClasses()
                .that()
                .resideInAPackage("org.cellwise..")
                .and()
                .resideOutsideOfPackage("org.cellwise")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.cellwise")
                .check(classes);
        for (int i = 1; i < PACKAGES.size(); i++) {
            noClasses()
                    .that()
                    .resideInAPackage("org.cellwise." + PACKAGES.get(i) + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(PACKAGES.subList(0, i).stream()
                            .map(name -> "org.cellwise." + name + "..")
                            .toArray(String[]::new))
                    .allowEmptyShould(true)
                    .check(classes);
        }
    }

    @ArchTest
    static final ArchRule textImportsNothing = classes()
            .that()
            .resideInAPackage("org.cellwise.text..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.cellwise.text..");

    @ArchTest
    static final ArchRule filesOfArraysImportTextsAlone = classes()
            .that()
            .resideInAPackage("org.cellwise.file..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.cellwise.text..", "org.cellwise.file..");

    @ArchTest
    static final ArchRule theKernelImportsTheNotebookAndTextsAtMost = noClasses()
            .that()
            .resideInAPackage("org.cellwise.kernel..")
            .should()
            .dependOnClassesThat(resideInAPackage("org.cellwise..")
                    .and(not(resideInAPackage("org.cellwise.kernel..")))
                    .and(not(resideInAPackage("org.cellwise.notebook..")))
                    .and(not(resideInAPackage("org.cellwise.text.."))));

    @ArchTest
    static final ArchRule noCycles =
            slices().matching("org.cellwise.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule theVectorApiIsNamedOnlyInMath = onlyIn("org.cellwise.math..", "jdk.incubator.vector..");

    @ArchTest
    static final ArchRule xchartIsNamedOnlyInChart = onlyIn("org.cellwise.chart..", "org.knowm.xchart..");

    @ArchTest
    static final ArchRule picturesKnowNoNetworks = noClasses()
            .that()
            .resideInAPackage("org.cellwise.chart.picture..")
            .should()
            .dependOnClassesThat(resideInAPackage("org.cellwise..")
                    .and(not(resideInAPackage("org.cellwise.chart.picture..")
                            .or(resideInAPackage("org.cellwise.text..")))));

    @ArchTest
    static final ArchRule mathImportsNothing = classes()
            .that()
            .resideInAPackage("org.cellwise.math..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "jdk.incubator.vector..", "org.cellwise.math..");

    @ArchTest
    static final ArchRule jshellAndJupyterAreNamedOnlyAtTheEdge = noClasses()
            .that()
            .resideOutsideOfPackages("org.cellwise.kernel..", "org.cellwise.notebook..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jdk.jshell..", "io.github.spencerpark..", "org.dflib..", "org.rapaio..");

    /** The facade hands tables through, and a table shows itself in a notebook. */
    @ArchTest
    static final ArchRule tablesawIsNamedOnlyWhereTablesAreRead = noClasses()
            .that()
            .resideOutsideOfPackages("org.cellwise", "org.cellwise.data.table..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("tech.tablesaw..");

    /** A class file without Spark on the class path is one that nobody loads. */
    @ArchTest
    static final ArchRule sparkIsNamedOnlyInItsPackage = noClasses()
            .that()
            .resideOutsideOfPackage("org.cellwise.spark..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.spark..", "org.apache.hadoop..", "scala..", "org.cellwise.spark..");

    /** What a layer is, others read off its description and the trace of a pass; the facade makes layers. */
    @ArchTest
    static final ArchRule nobodyKnowsTheClassOfALayer = noClasses()
            .that()
            .resideOutsideOfPackages("org.cellwise", "org.cellwise.layer..")
            .should()
            .dependOnClassesThat(assignableTo(Layer.class).and(not(equivalentTo(Layer.class))));

    @Test
    void noFileAndNoFolderIsTooLargeToReadAtOnce() throws IOException {
        List<String> tooLarge = new ArrayList<>();
        for (String root : List.of("src/main/java", "src/test/java", "src/jmh/java")) {
            try (Stream<Path> files = Files.walk(Path.of(root))) {
                for (Path path : files.toList()) {
                    long size = Files.isDirectory(path) ? sources(path) : lines(path);
                    if (size > (Files.isDirectory(path) ? MOST_FILES : MOST_LINES)) {
                        tooLarge.add(path + ": " + size);
                    }
                }
            }
        }
        assertThat(tooLarge).isEmpty();
    }

    private static long sources(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".java") && !file.endsWith("package-info.java"))
                    .count();
        }
    }

    private static long lines(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        }
    }

    private static ArchRule onlyIn(String home, String library) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(home)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library);
    }
}
