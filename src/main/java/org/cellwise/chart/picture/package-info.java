/**
 * What every figure is made of. A {@link org.cellwise.chart.picture.Picture} is drawn once, on a
 * {@link org.cellwise.chart.picture.Canvas} that is {@code SvgCanvas} or {@link org.cellwise.chart.picture.Java2DCanvas};
 * {@link org.cellwise.chart.picture.Theme} and {@code Palette} are the visual language, and
 * {@link org.cellwise.chart.picture.Labels}, {@link org.cellwise.text.Numbers} and {@code Markup} its text. Knows
 * nothing of networks.
 */
package org.cellwise.chart.picture;
