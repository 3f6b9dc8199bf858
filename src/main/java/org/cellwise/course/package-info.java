/** Exercises of the course that check answers, by what an answer does rather than by how it was found. */
package org.cellwise.course;
