/** Attention, and what is made of it. */
package org.cellwise.layer.transformer;
