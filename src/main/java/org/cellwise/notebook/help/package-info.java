/** What the Javadoc says, in a notebook: {@code help("dense")} and Shift-Tab. */
package org.cellwise.notebook.help;
