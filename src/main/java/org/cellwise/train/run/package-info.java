/** Trainings as lines of a file, to be compared across sessions. */
package org.cellwise.train.run;
