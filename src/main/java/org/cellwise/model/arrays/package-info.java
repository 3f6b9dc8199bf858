/** Named arrays in files of other software, each kind of file behind one interface. */
package org.cellwise.model.arrays;
