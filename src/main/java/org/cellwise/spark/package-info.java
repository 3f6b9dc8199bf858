/** Training and scoring on Apache Spark, which users bring: the only package that names it. */
package org.cellwise.spark;
