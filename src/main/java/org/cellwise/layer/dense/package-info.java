/** Layers that join every input to every unit. */
package org.cellwise.layer.dense;
