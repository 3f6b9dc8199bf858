/**
 * The drawn network. It is read into stages ({@code NetworkStages}), laid out ({@code NetworkLayout}) and painted
 * ({@code NetworkPainter}); what is laid over it, such as activations or gradients, is an
 * {@link org.cellwise.chart.network.Overlay}. Layers without weights, such as an activation, are glyphs.
 */
package org.cellwise.chart.network;
