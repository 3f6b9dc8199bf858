/** Loops over {@code float[]} and the seeded generator; imports nothing of the library. */
package org.cellwise.math;
