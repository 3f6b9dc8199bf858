/** Jupyter's channels: requests and their answers, printed text, questions to the user. */
package org.cellwise.kernel.protocol;
