/** Schedules: how the learning rate changes over training. */
package org.cellwise.train.schedule;
