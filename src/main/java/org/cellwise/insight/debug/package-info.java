/** Watching learning as engineers debug: the step at which something happened, the rows it learned from, one weight's life. */
package org.cellwise.insight.debug;
