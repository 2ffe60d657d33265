"""PyTorch as a peer of bench/checkpoints.bench.ts. A request is JSON, one a line; the answer is milliseconds.

{"task": "make", "path": …}: a state dict of the size of ResNet-50's, 53 batch norm layers and 102 MB.
{"task": "load", "path": …}: torch.load, and the numbers of every batch norm layer as arrays.
{"task": "loadAnew", "path": …}: the same by a Python that starts, imports torch and ends.
{"task": "evict", "path": …}: has the system forget the file's bytes, so that the next reader waits for the disk.
"""
import json
import os
import subprocess
import sys
import time

import torch

from torchSetting import setting

# Output channels of ResNet-50's convolutions: stem, then (width, blocks) of four stages of bottlenecks.
STAGES = [(64, 3), (128, 4), (256, 6), (512, 3)]


def state_dict():
    state = {}

    def norm(name, channels):
        state[f"{name}.weight"] = torch.rand(channels) + 0.5
        state[f"{name}.bias"] = torch.randn(channels)
        state[f"{name}.running_mean"] = torch.randn(channels)
        state[f"{name}.running_var"] = torch.rand(channels) + 0.5
        state[f"{name}.num_batches_tracked"] = torch.tensor(1000)

    def convolution(name, outputs, inputs, size):
        state[f"{name}.weight"] = torch.randn(outputs, inputs, size, size)

    convolution("conv1", 64, 3, 7)
    norm("bn1", 64)
    inputs = 64
    for stage, (width, blocks) in enumerate(STAGES, 1):
        for block in range(blocks):
            name = f"layer{stage}.{block}"
            for k, (outputs, taken, size) in enumerate([(width, inputs, 1), (width, width, 3), (4 * width, width, 1)], 1):
                convolution(f"{name}.conv{k}", outputs, taken, size)
                norm(f"{name}.bn{k}", outputs)
            if block == 0:
                convolution(f"{name}.downsample.0", 4 * width, inputs, 1)
                norm(f"{name}.downsample.1", 4 * width)
            inputs = 4 * width
    state["fc.weight"], state["fc.bias"] = torch.randn(1000, 2048), torch.randn(1000)
    return state


def load_anew(path):
    program = "import sys; sys.path.insert(0, sys.argv[1]); import checkpointPeer; checkpointPeer.load(sys.argv[2])"
    subprocess.run([sys.executable, "-c", program, os.path.dirname(os.path.abspath(__file__)), path], check=True)


def evict(path):
    with open(path, "rb") as file:
        os.fsync(file.fileno())
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def load(path):
    state = torch.load(path, map_location="cpu")
    names = [name[: -len(".running_mean")] for name in state if name.endswith(".running_mean")]
    parts = ("weight", "bias", "running_mean", "running_var")
    return {name: [state[f"{name}.{part}"].double().numpy() for part in parts] for name in names}


TASKS = {
    "make": lambda path: torch.save(state_dict(), path),
    "load": lambda path: load(path)["bn1"],
    "loadAnew": load_anew,
    "evict": evict,
}

if __name__ == "__main__":
    print(setting(), flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        started = time.perf_counter()
        TASKS[request["task"]](request["path"])
        print((time.perf_counter() - started) * 1000, flush=True)
