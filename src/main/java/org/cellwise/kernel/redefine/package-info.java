/** How classes that JShell compiled of cells are redefined in a running program, so that they keep what they hold. */
package org.cellwise.kernel.redefine;
