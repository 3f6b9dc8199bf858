package org.cellwise.data.ready;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.cellwise.data.table.ReadyTables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadyTest {
    @TempDir
    private Path folder;

    @Test
    void tablesInTheJar() {
        assertThat(ReadyTables.penguins().rowCount()).isEqualTo(344);
        assertThat(ReadyTables.penguins().column("sex").countMissing()).isEqualTo(11);
        assertThat(ReadyTables.iris().rowCount()).isEqualTo(150);
        assertThat(ReadyTables.iris().name()).isEqualTo("iris");
        assertThat(ReadyTables.digits().rowCount()).isEqualTo(1797);
        assertThat(ReadyTables.digits().columnCount()).isEqualTo(65);
        assertThat(ReadyTest.class.getResource("/org/cellwise/data/ready/README.md"))
                .as("sources and licences")
                .isNotNull();
    }

    @Test
    void imagesThatAreNotThere() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReadyImages.fashionMnist(folder))
                .withMessageContaining("fashion-mnist is not in " + folder)
                .withMessageContaining("download(\"fashion-mnist\")");
    }
}
