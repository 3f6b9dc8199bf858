package org.cellwise.data.ready;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.cellwise.data.table.TableFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadyTest {
    @TempDir
    private Path folder;

    @Test
    void tablesInTheJar() {
        assertThat(TableFiles.penguins().rowCount()).isEqualTo(344);
        assertThat(TableFiles.penguins().column("sex").countMissing()).isEqualTo(11);
        assertThat(TableFiles.iris().rowCount()).isEqualTo(150);
        assertThat(TableFiles.iris().name()).isEqualTo("iris");
        assertThat(TableFiles.digits().rowCount()).isEqualTo(1797);
        assertThat(TableFiles.digits().columnCount()).isEqualTo(65);
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
