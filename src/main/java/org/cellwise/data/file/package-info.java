/** Files of numbers and images: NumPy's arrays, folders of pictures. Sizes that they announce are not trusted. */
package org.cellwise.data.file;
