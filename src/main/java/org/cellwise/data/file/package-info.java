/** Files of numbers and images: NumPy's arrays, idx files as MNIST's, folders of pictures. Sizes that they announce are not trusted. */
package org.cellwise.data.file;
