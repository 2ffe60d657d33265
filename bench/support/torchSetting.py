"""Says which PyTorch this is and which kernels its library of matrix products takes."""
import ctypes

import torch


def setting():
    torch.mm(torch.ones(2, 2), torch.ones(2, 2))
    with open("/proc/self/maps") as maps:
        libraries = sorted({line.split()[-1] for line in maps if "blas" in line or "libmkl" in line})
    described = {}
    for path in libraries:
        library = ctypes.CDLL(path)
        if hasattr(library, "openblas_get_config"):
            library.openblas_get_config.restype = library.openblas_get_corename.restype = ctypes.c_char_p
            described[f"{library.openblas_get_config().decode().strip()}, kernels of {library.openblas_get_corename().decode()}"] = path
        elif "libblas" in path:
            described["!! the reference BLAS, several times slower than OpenBLAS (Debian: libopenblas0-pthread)"] = path
    return f"PyTorch {torch.__version__}; products by {'; '.join(described) or 'its own library'}"
