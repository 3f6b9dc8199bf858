/**
 * Pictures of networks and of their training: XChart charts for what has axes, own drawings for the rest, all in one
 * visual language. Every chart function takes numbers and returns a {@link org.cellwise.chart.Picture}.
 */
package org.cellwise.chart;
