/** Installs the bundled kernel: where Jupyter looks for kernels, what has to be there first, and the files it writes. */
package org.cellwise.kernel.install;
