/** Pictures of learning: loss curves, films, landscapes, learning rates. */
package org.cellwise.chart.learning;
