/** Files of named arrays with a description: safetensors, strict JSON, and saving that leaves an old file or a whole new one. */
package org.cellwise.file;
