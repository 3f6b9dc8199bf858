/**
 * Pictures of networks and of their training: XChart charts for what has axes, own drawings for the rest, all in one
 * visual language. A figure, such as {@code Boundary} or {@code Confusion}, is made by its {@code of}, which takes
 * networks and data apart into numbers; it gives a {@link org.cellwise.chart.Picture}.
 *
 * <p>A picture is drawn once, on a {@code Canvas} that is {@code SvgCanvas} or {@code Java2DCanvas}; {@code XCharts} is
 * what all charts with axes share, {@code Theme} and {@code Palette} are the language.
 */
package org.cellwise.chart;
