package org.cellwise;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;

/** The packages and their directions, as the architecture page tells them. */
@AnalyzeClasses(packages = "org.cellwise", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule importsPointDownwards = Architectures.layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("facade")
            .definedBy("org.cellwise")
            .layer("kernel")
            .definedBy("org.cellwise.kernel..")
            .layer("notebook")
            .definedBy("org.cellwise.notebook..")
            .layer("chart")
            .definedBy("org.cellwise.chart..")
            .layer("train")
            .definedBy("org.cellwise.train..")
            .layer("data")
            .definedBy("org.cellwise.data..")
            .layer("network")
            .definedBy("org.cellwise.network..")
            .layer("layer")
            .definedBy("org.cellwise.layer..")
            .layer("op")
            .definedBy("org.cellwise.op..")
            .layer("tensor")
            .definedBy("org.cellwise.tensor..")
            .layer("math")
            .definedBy("org.cellwise.math..")
            .whereLayer("facade")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("kernel")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("notebook")
            .mayOnlyBeAccessedByLayers("facade", "kernel")
            .whereLayer("chart")
            .mayOnlyBeAccessedByLayers("facade", "notebook")
            .whereLayer("train")
            .mayOnlyBeAccessedByLayers("facade", "notebook", "chart")
            .whereLayer("data")
            .mayOnlyBeAccessedByLayers("facade", "notebook", "chart", "train")
            .whereLayer("network")
            .mayOnlyBeAccessedByLayers("facade", "notebook", "chart", "train", "data")
            .whereLayer("layer")
            .mayOnlyBeAccessedByLayers("facade", "notebook", "chart", "train", "data", "network")
            .whereLayer("op")
            .mayOnlyBeAccessedByLayers("facade", "notebook", "chart", "train", "data", "network", "layer")
            .whereLayer("tensor")
            .mayOnlyBeAccessedByLayers("facade", "notebook", "chart", "train", "data", "network", "layer", "op");

    @ArchTest
    static final ArchRule theKernelImportsTheNotebookAtMost = noClasses()
            .that()
            .resideInAPackage("org.cellwise.kernel..")
            .should()
            .dependOnClassesThat(resideInAPackage("org.cellwise..")
                    .and(not(resideInAPackage("org.cellwise.kernel..")))
                    .and(not(resideInAPackage("org.cellwise.notebook.."))));

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
            .dependOnClassesThat(
                    resideInAPackage("org.cellwise..").and(not(resideInAPackage("org.cellwise.chart.picture.."))));

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
            .resideInAnyPackage("jdk.jshell..", "io.github.spencerpark..", "org.dflib..");

    /** The facade hands tables through, and a table shows itself in a notebook. */
    @ArchTest
    static final ArchRule tablesawIsNamedOnlyWhereTablesAreRead = noClasses()
            .that()
            .resideOutsideOfPackages("org.cellwise", "org.cellwise.data.table..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("tech.tablesaw..");

    private static ArchRule onlyIn(String home, String library) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(home)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library);
    }
}
