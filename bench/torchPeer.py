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


networks = {}


def network_step(dtype):
    """One SGD step of 64-100-100-100-100-10 with batch norm and ReLU on a batch of 64, as a function to call."""
    if dtype not in networks:
        modules, width = [], 64
        for _ in range(4):
            modules += [torch.nn.Linear(width, 100, bias=False), torch.nn.BatchNorm1d(100), torch.nn.ReLU()]
            width = 100
        network = torch.nn.Sequential(*modules, torch.nn.Linear(100, 10)).to(getattr(torch, dtype))
        optimizer = torch.optim.SGD(network.parameters(), lr=0.1)
        x, y = torch.randn(64, 64, dtype=getattr(torch, dtype)), torch.arange(64) % 10

        def step():
            optimizer.zero_grad(set_to_none=True)
            torch.nn.functional.cross_entropy(network(x), y).backward()
            optimizer.step()
        networks[dtype] = step
    return networks[dtype]


print("ready", flush=True)
for line in sys.stdin:
    request = json.loads(line)
    torch.set_num_threads(request["threads"])
    if request["task"] == "networkStep":
        step = network_step(request.get("dtype", "float32"))
        start = time.perf_counter()
        for _ in range(request["repeats"]):
            step()
        print((time.perf_counter() - start) * 1000 / request["repeats"], flush=True)
        continue
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
