package org.cellwise.text;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.AndFullName.Predicates.fullNameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No text depends on the language of the user's machine, and the library prints nothing. */
@AnalyzeClasses(packages = "org.cellwise", importOptions = ImportOption.DoNotIncludeTests.class)
class SourceTextTest {
    private static final Path SOURCES = Path.of("src/main/java/org/cellwise");
    private static final Pattern NUMBER_FORMAT =
            Pattern.compile("%(\\d+\\$)?[-#+0,(]*\\d*(\\.\\d+)?[dfgeEGxXoaAtTn](?![a-zA-Z])");

    @ArchTest
    static final ArchRule nothingAsksForTheLanguage = noClasses()
            .that()
            .resideOutsideOfPackage("org.cellwise.kernel..")
            .and()
            .doNotHaveFullyQualifiedName("org.cellwise.notebook.Doctor") // which tells what the language is
            .should()
            .accessTargetWhere(target(fullNameMatching("java\\.lang\\.String\\.(format\\(.*|to(Lower|Upper)Case\\(\\))"
                    + "|java\\.util\\.(Scanner|Formatter)\\..*"
                    + "|java\\.util\\.Locale\\.getDefault\\(.*"
                    + "|java\\.text\\.DecimalFormatSymbols\\.(getInstance\\(\\)|<init>\\(\\))"
                    + "|java\\.text\\.(NumberFormat|DecimalFormat|SimpleDateFormat|DateFormat|MessageFormat|Collator)\\..*"
                    + "|java\\.time\\.format\\.DateTimeFormatter\\.ofLocalized.*"
                    + "|java\\.time\\.format\\.DateTimeFormatter\\.ofPattern\\(java\\.lang\\.String\\)"
                    + "|java\\.io\\.Print(Stream|Writer)\\.(printf|format)\\(.*")))
            .because("numbers are written by text.Numbers, letters change case under Locale.ROOT");

    @ArchTest
    static final ArchRule nothingPrints = noClasses()
            .that()
            .resideOutsideOfPackage("org.cellwise.kernel..")
            .should()
            .accessTargetWhere(target(fullNameMatching(
                    "java\\.lang\\.System\\.(out|err)|java\\.lang\\.Throwable\\.printStackTrace\\(\\)")))
            .because("a library returns what it has to say");

    @Test
    void noNumberIsFormattedUnderTheLanguageOfTheUser() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            List<String> found = files.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(SourceTextTest::formats)
                    .toList();
            assertThat(found)
                    .as("formats of numbers: write %%s, and the number with text.Numbers")
                    .isEmpty();
        }
    }

    @Test
    void theSearchFindsWhatItIsFor() {
        assertThat(Stream.of("%d", "%.3f", "%,14d", "%08x", "%1$d", "%-5.2e", "%n")
                        .filter(NUMBER_FORMAT.asPredicate()))
                .hasSize(7);
        assertThat(Stream.of("%s", "%-16s", "%%", "i % every", "12 % of", "30 %")
                        .filter(NUMBER_FORMAT.asPredicate()))
                .isEmpty();
    }

    private static Stream<String> formats(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .filter(NUMBER_FORMAT.asPredicate())
                    .map(line -> SOURCES.relativize(file) + ": " + line.strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
