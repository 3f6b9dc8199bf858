/** Layers that read images (channels, height, width): convolution and pooling. */
package org.cellwise.layer.image;
