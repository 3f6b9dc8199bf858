/** Steps over images (B, channels, height, width): convolution and pooling. */
package org.cellwise.op.image;
