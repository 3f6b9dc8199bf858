/** All layers by kind, so that one can be made anew from what it said of itself. */
package org.cellwise.layer.catalog;
