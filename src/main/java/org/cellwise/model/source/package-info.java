/** Networks as Java source: one file without dependencies that answers as the network does. */
package org.cellwise.model.source;
