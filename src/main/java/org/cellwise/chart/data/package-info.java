/** Pictures of data before anything is learned from it. */
package org.cellwise.chart.data;
