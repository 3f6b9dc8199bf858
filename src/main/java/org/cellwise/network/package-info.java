/** Networks: layers in a row with their weights, and what they predict. */
package org.cellwise.network;
