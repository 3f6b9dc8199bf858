/** Lists of layers that networks with a name are made of. */
package org.cellwise.layer.plan;
