"""PyTorch as a peer of bench/engine.bench.ts: reads requests from stdin, one a line, and answers each with milliseconds.

A request is JSON: {"shape": [100000, 64], "task": "forward" | "forwardBackward", "threads": 1, "repeats": 1}.
"""
import json
import sys
import time

import torch

layers = {}


def layer_of(shape):
    """The module, an input, the same input with gradients, and an upstream gradient; made once for every shape."""
    if shape not in layers:
        layers.clear()
        create = torch.nn.BatchNorm2d if len(shape) == 4 else torch.nn.BatchNorm1d
        x = torch.randn(shape) * 2 + 3
        layers[shape] = create(shape[1]).train(), x, x.clone().requires_grad_(True), torch.randn(shape)
    return layers[shape]


print("ready", flush=True)
for line in sys.stdin:
    request = json.loads(line)
    torch.set_num_threads(request["threads"])
    module, x, x_with_grad, grad_output = layer_of(tuple(request["shape"]))
    repeats = request["repeats"]
    module.zero_grad(set_to_none=True)
    start = time.perf_counter()
    for _ in range(repeats):
        if request["task"] == "forward":
            with torch.no_grad():
                module(x)
        else:
            x_with_grad.grad = None
            module(x_with_grad).backward(grad_output)
    print((time.perf_counter() - start) * 1000 / repeats, flush=True)
