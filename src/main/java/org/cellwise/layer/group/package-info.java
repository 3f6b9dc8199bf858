/** Layers made of layers: one after the other, around one another, side by side. */
package org.cellwise.layer.group;
