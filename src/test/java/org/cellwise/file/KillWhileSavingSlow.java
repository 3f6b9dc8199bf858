package org.cellwise.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that saves all the time is killed at any moment: the file is an old one or a new one, whole. */
class KillWhileSavingSlow {
    private static final int KILLS = Integer.getInteger("cellwise.kills", 1000);
    private static final int NUMBERS = 200_000;

    @TempDir
    private Path folder;

    /** Saves arrays whose numbers are all the same, one count after the other. */
    public static void main(String[] arguments) {
        float[] numbers = new float[NUMBERS];
        for (int count = Integer.parseInt(arguments[1]); ; count++) {
            Arrays.fill(numbers, count);
            TensorWriter.write(Path.of(arguments[0]), Map.of(), List.of(TensorData.of("count", numbers)));
            System.out.write('.');
            System.out.flush();
        }
    }

    @Test
    void oldOrNewWholeEachTime() throws IOException, InterruptedException {
        Path file = folder.resolve("file");
        SplittableRandom random = new SplittableRandom(1);
        float last = 0;
        int moved = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            Process saver = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            KillWhileSavingSlow.class.getName(),
                            file.toString(),
                            "" + (int) (last + 1))
                    .start();
            assertThat(saver.getInputStream().read()).as("it saves").isEqualTo('.');
            Thread.sleep(random.nextInt(60));
            saver.destroyForcibly().waitFor(1, TimeUnit.MINUTES);
            if (Files.exists(file)) {
                try (TensorFile arrays = TensorFile.open(file)) {
                    float[] numbers = arrays.floats("count");
                    assertThat(numbers).hasSize(NUMBERS).containsOnly(numbers[0]);
                    assertThat(numbers[0]).isGreaterThanOrEqualTo(last);
                    moved += numbers[0] > last ? 1 : 0;
                    last = numbers[0];
                }
            }
        }
        assertThat(moved).as("kills that came after a save").isGreaterThan(KILLS / 4);
    }
}
