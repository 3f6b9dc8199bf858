/** Networks as ONNX graphs, for ONNX Runtime and whatever else reads them. */
package org.cellwise.model.onnx;
