"""Makes the files of this folder; made with NumPy 2.4.6. values.json tells what is in them."""
import json
import numpy as np

np.random.seed(1)
arrays = {
    "f8": np.array([[1.5, -2.25, 1e-300], [0.1, 3.0, -1e300]]),
    "f4": np.arange(6, dtype="<f4").reshape(3, 2) / 3,
    "f2": np.array([1.5, -0.333, 65504, 6e-8, -0.0], dtype="<f2"),
    "big": np.array([[1.25, -7.5]], dtype=">f8"),
    "i1": np.array([-128, 127, 0], dtype="i1"),
    "u1": np.array([[[0, 255], [1, 2]], [[3, 4], [5, 6]]], dtype="u1"),
    "i2": np.array([-32768, 32767], dtype=">i2"),
    "u2": np.array([65535, 0], dtype="<u2"),
    "i4": np.array([-2147483648, 5], dtype="<i4"),
    "u4": np.array([4294967295, 5], dtype="<u4"),
    "i8": np.array([-9007199254740991, 5], dtype="<i8"),
    "u8": np.array([18446744073709551615, 5], dtype="<u8"),
    "bool": np.array([True, False]),
    "fortran": np.asfortranarray(np.arange(24, dtype="f8").reshape(2, 3, 4)),
    "scalar": np.array(7.5),
}
values = {}
for name, array in arrays.items():
    np.save(name + ".npy", array)
    values[name] = {"shape": list(array.shape), "values": [float(v) for v in array.ravel()]}
np.savez_compressed("packed.npz", x=arrays["f4"], y=np.array([0, 2, 1]))
np.savez("plain.npz", x=arrays["f8"], y=arrays["i4"])
np.save("objects.npy", np.array([{"a": 1}, None], dtype=object), allow_pickle=True)
np.save("records.npy", np.array([(1, 2.0)], dtype=[("a", "i4"), ("b", "f8")]))
np.save("words.npy", np.array(["yes", "no"]))
json.dump(values, open("values.json", "w"), indent=1)
