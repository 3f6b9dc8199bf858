/** Pages that tell what there is to know of a network in a file. */
package org.cellwise.notebook.card;
