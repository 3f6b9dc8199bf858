/**
 * Pictures of networks and of their training: XChart charts for what has axes, own drawings for the rest, all in one
 * visual language. A figure, such as {@code Boundary} or {@code Confusion}, is made by its {@code of}, which takes
 * networks and data apart into numbers; it gives a {@link org.cellwise.chart.picture.Picture}.
 *
 * <p>{@code chart.picture} is what figures are made of, {@code chart.network} is the drawn network; {@code XCharts} is what
 * all charts with axes share.
 */
package org.cellwise.chart;
