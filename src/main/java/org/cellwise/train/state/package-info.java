/** What training remembers: history, snapshots, checkpoints in memory and in files. */
package org.cellwise.train.state;
