/** What charts are made of: axes, cells, heat maps, contours, XChart. */
package org.cellwise.chart.plot;
