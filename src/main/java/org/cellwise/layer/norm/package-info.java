/** Layers that bring numbers to one scale. */
package org.cellwise.layer.norm;
