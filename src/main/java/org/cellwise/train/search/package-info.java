/** Several trainings of a kind: cross-validation, and search over settings for what is best on rows held out. */
package org.cellwise.train.search;
