package org.cellwise.kernel.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MachineTest {

    private static final Path HOME = Path.of("/home/ada");

    @Test
    void userKernelsAreWhereJupyterLooksOnEachSystem() {
        assertThat(kernels("Linux", Map.of())).isEqualTo(HOME.resolve(".local/share/jupyter/kernels"));
        assertThat(kernels("Linux", Map.of("XDG_DATA_HOME", "/data"))).isEqualTo(Path.of("/data/jupyter/kernels"));
        assertThat(kernels("Mac OS X", Map.of())).isEqualTo(HOME.resolve("Library/Jupyter/kernels"));
        assertThat(kernels("Windows 11", Map.of("APPDATA", "/roaming"))).isEqualTo(Path.of("/roaming/jupyter/kernels"));
        assertThat(kernels("Windows 11", Map.of())).isEqualTo(HOME.resolve("AppData/Roaming/jupyter/kernels"));
        assertThat(kernels("Mac OS X", Map.of("JUPYTER_DATA_DIR", "/mine"))).isEqualTo(Path.of("/mine/kernels"));
    }

    @Test
    void theVariableHomeCountsWhereJupyterReadsIt() {
        Map<String, String> elsewhere = Map.of("HOME", "/elsewhere");
        assertThat(kernels("Linux", elsewhere)).isEqualTo(Path.of("/elsewhere/.local/share/jupyter/kernels"));
        assertThat(kernels("Mac OS X", elsewhere)).isEqualTo(Path.of("/elsewhere/Library/Jupyter/kernels"));
        assertThat(kernels("Windows 11", elsewhere)).isEqualTo(HOME.resolve("AppData/Roaming/jupyter/kernels"));
    }

    @Test
    void anActiveEnvironmentIsTheDefaultAndTheUserIsOtherwise() {
        Machine inside = new Machine("Linux", Map.of("VIRTUAL_ENV", "/venv with space"), HOME);
        assertThat(Options.parse(List.of(), inside).kernels())
                .isEqualTo(Path.of("/venv with space/share/jupyter/kernels"));
        assertThat(Options.parse(List.of("--user"), inside).kernels()).isEqualTo(inside.userKernels());
        Machine outside = new Machine("Linux", Map.of(), HOME);
        assertThat(Options.parse(List.of(), outside).kernels()).isEqualTo(outside.userKernels());
        assertThat(Options.parse(List.of("--prefix", "/opt/j"), outside).kernels())
                .isEqualTo(Path.of("/opt/j/share/jupyter/kernels"));
        assertThatThrownBy(() -> Options.parse(List.of("--sys-prefix"), outside))
                .hasMessageContaining("VIRTUAL_ENV")
                .hasMessageContaining("--prefix");
    }

    @Test
    void anUnknownOptionGetsTheListOfThoseThereAre() {
        assertThatThrownBy(() -> Options.parse(List.of("--instal"), new Machine("Linux", Map.of(), HOME)))
                .hasMessageContaining("--instal")
                .hasMessageContaining("--uninstall");
    }

    private static Path kernels(String system, Map<String, String> environment) {
        return new Machine(system, environment, HOME).userKernels();
    }
}
