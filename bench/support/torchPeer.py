"""PyTorch as a peer of bench/engine.bench.ts and bench/lab.bench.ts: answers each request, one a line, with milliseconds.

{"task": "forward" | "forwardBackward", "shape": [100000, 64], "threads": 1, "repeats": 1}: of batch normalization.
{"task": "networkStep", "dtype": "float32", "inputs": 64, "width": 100, "depth": 4, "outputs": 10, "batch": 64,
 "optimizer": "sgd" | "adam", "norm": true, "threads": 1, "repeats": 20}: a training step of a network with ReLU.
"""
import json
import sys
import time

import torch

from torchSetting import setting

layers = {}


def layer_of(shape):
    """The module, an input, the same input with gradients, and an upstream gradient; made once for every shape."""
    if shape not in layers:
        layers.clear()
        create = torch.nn.BatchNorm2d if len(shape) == 4 else torch.nn.BatchNorm1d
        x = torch.randn(shape) * 2 + 3
        layers[shape] = create(shape[1]).train(), x, x.clone().requires_grad_(True), torch.randn(shape)
    return layers[shape]


def batch_norm(request):
    """One forward pass, or a forward and a backward one, as a function to call."""
    module, x, x_with_grad, grad_output = layer_of(tuple(request["shape"]))
    module.zero_grad(set_to_none=True)

    def forward():
        with torch.no_grad():
            module(x)

    def forward_backward():
        x_with_grad.grad = None
        module(x_with_grad).backward(grad_output)

    return forward if request["task"] == "forward" else forward_backward


networks = {}


def network_step(request):
    """A training step of the network that a request describes, as a function to call."""
    key = json.dumps({name: request[name] for name in sorted(request) if name not in ("threads", "repeats")})
    if key not in networks:
        dtype, width = getattr(torch, request["dtype"]), request["width"]
        modules, incoming = [], request["inputs"]
        for _ in range(request["depth"]):
            modules.append(torch.nn.Linear(incoming, width, bias=not request["norm"]))
            modules += [torch.nn.BatchNorm1d(width)] if request["norm"] else []
            modules.append(torch.nn.ReLU())
            incoming = width
        network = torch.nn.Sequential(*modules, torch.nn.Linear(incoming, request["outputs"])).to(dtype)
        create = {"sgd": torch.optim.SGD, "adam": torch.optim.Adam}[request["optimizer"]]
        optimizer = create(network.parameters(), lr=0.01)
        x = torch.randn(request["batch"], request["inputs"], dtype=dtype)
        y = torch.arange(request["batch"]) % request["outputs"]

        def step():
            optimizer.zero_grad(set_to_none=True)
            torch.nn.functional.cross_entropy(network(x), y).backward()
            optimizer.step()

        networks[key] = step
    return networks[key]


print(setting(), flush=True)
for line in sys.stdin:
    request = json.loads(line)
    torch.set_num_threads(request["threads"])
    work = network_step(request) if request["task"] == "networkStep" else batch_norm(request)
    start = time.perf_counter()
    for _ in range(request["repeats"]):
        work()
    print((time.perf_counter() - start) * 1000 / request["repeats"], flush=True)
