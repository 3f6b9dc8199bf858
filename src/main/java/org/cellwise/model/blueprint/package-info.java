/** Networks of any size as plans: what they are made of and what they take, without a weight. */
package org.cellwise.model.blueprint;
