"""The cart of cart.c from Python, by ctypes: no package but the standard library.

    dotnet publish -c Release -r linux-x64 src/SpanLqr.Native
    python3 samples/native/cart.py artifacts/publish/SpanLqr.Native/release_linux-x64/libspanlqr.so
"""
import ctypes
import sys

Doubles = ctypes.POINTER(ctypes.c_double)


class Model(ctypes.Structure):
    """spanlqr_model of spanlqr.h."""

    _fields_ = [
        ("struct_size", ctypes.c_uint32),
        ("states", ctypes.c_int32),
        ("inputs", ctypes.c_int32),
        ("varying", ctypes.c_uint32),
        ("a", Doubles),
        ("b", Doubles),
        ("q", Doubles),
        ("r", Doubles),
        ("s", Doubles),
    ]


def array(*entries):
    return (ctypes.c_double * len(entries))(*entries)


def main(path):
    library = ctypes.CDLL(path)
    library.spanlqr_dare_workspace.restype = ctypes.c_int64
    a, b = array(1, 0.1, 0, 1), array(0.005, 0.1)
    q, r = array(1, 0, 0, 0.1), array(0.01)
    p, k = (ctypes.c_double * 4)(), (ctypes.c_double * 2)()
    length = library.spanlqr_dare_workspace(2, 1)
    workspace = (ctypes.c_double * length)()
    pointers = [ctypes.cast(matrix, Doubles) for matrix in (a, b, q, r)]
    model = Model(ctypes.sizeof(Model), 2, 1, 0, *pointers, None)
    status = library.spanlqr_dare(ctypes.byref(model), None, p, k, workspace, ctypes.c_int64(length), None)
    if status != 0:
        sys.exit(f"status {status}: see spanlqr_status in spanlqr.h")

    print(f"K = [{k[0]:g} {k[1]:g}]")


if __name__ == "__main__":
    main(sys.argv[1])
