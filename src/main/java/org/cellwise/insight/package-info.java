/** What data and a trained network show, as numbers: diagnosis, gradient flow, landscapes, mistakes, explanations. */
package org.cellwise.insight;
