/** Pictures of what a network decides: boundaries, confusion, curves of scores, mistakes. */
package org.cellwise.chart.decision;
