/**
 * What every layer is made with: how it is built, what it says of itself; no gradients, no buffers. The layers
 * stand in the packages below, by subject.
 */
package org.cellwise.layer;
