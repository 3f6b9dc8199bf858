package org.cellwise;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The builder of the site, {@code src/site/build_site.py}. */
class SiteIT {
    @Test
    void joinsPagesAndSaysWhatLeadsToNothing() throws IOException, InterruptedException {
        JupyterScript.run("site_test.py");
    }
}
