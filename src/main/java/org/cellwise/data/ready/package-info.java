/** Data that is there: small sets within the library, larger ones from a folder or, where asked for, from the network. */
package org.cellwise.data.ready;
