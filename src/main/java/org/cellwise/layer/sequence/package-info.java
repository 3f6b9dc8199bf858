/** Layers that read sequences (length, width), or make them: recurrence, embedding, positions. */
package org.cellwise.layer.sequence;
