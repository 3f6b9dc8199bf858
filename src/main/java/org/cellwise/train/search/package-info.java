/** Search over settings: which network and which training are best on rows held out. */
package org.cellwise.train.search;
