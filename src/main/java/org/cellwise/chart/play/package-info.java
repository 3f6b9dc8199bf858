/** A page in which a network goes on training, in the reader's browser. */
package org.cellwise.chart.play;
